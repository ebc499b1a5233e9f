// The other language of the same page, searched and filtered as it is now.

/** Let the switch take along what the address holds beyond the page: its query and its place. */
export function keepStateOverLanguages() {
  for (const link of document.querySelectorAll("a.portal-language")) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const address = link.href;
    const follow = () => { link.href = address + location.search + location.hash; };
    for (const event of ["click", "auxclick", "contextmenu"]) link.addEventListener(event, follow);
  }
}
