// Light or dark: the first choice is the system's (scheme.js beside this folder), then the reader's.

const KEY = "portal-scheme";

/** Show the switch, and remember what was chosen with it. */
export function offerSchemes() {
  const button = document.querySelector("button.portal-scheme");
  if (!(button instanceof HTMLButtonElement)) return;
  const isDark = () => document.body.getAttribute("data-md-color-scheme") === "slate";
  const describe = () => {
    const label = (isDark() ? button.dataset.light : button.dataset.dark) ?? "";
    button.setAttribute("aria-label", label);
    button.title = label;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = isDark() ? "default" : "slate";
    document.body.setAttribute("data-md-color-scheme", next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Storage may be forbidden; the choice then holds for this page.
    }
    describe();
  });
  describe();
}
