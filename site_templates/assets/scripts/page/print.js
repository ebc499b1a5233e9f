// Paper shows no links: before a page is printed, downloads are told the address to be printed.

/** Prepare the page whenever it is going to be printed. */
export function printAddresses() {
  addEventListener("beforeprint", () => {
    const canonical = document.querySelector("link[rel=canonical]")?.getAttribute("href");
    for (const link of document.querySelectorAll("a.portal-download")) {
      if (!(link instanceof HTMLAnchorElement)) continue;
      link.dataset.address = new URL(link.getAttribute("href") ?? "", canonical ?? link.href).href;
    }
  });
}
