// Runs before anything is painted: the reader's choice of light or dark, else the system's.
{
  let scheme;
  try {
    scheme = localStorage.getItem("portal-scheme");
  } catch {
    // Storage may be forbidden.
  }
  if (!scheme && matchMedia("(prefers-color-scheme: dark)").matches) scheme = "slate";
  if (scheme) document.body.setAttribute("data-md-color-scheme", scheme);
  document.documentElement.className = "js";
}
