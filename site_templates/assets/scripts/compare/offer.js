// The page that compares tables fetches its script only where it is that page.

/** Start the comparison, where the page is made for it. */
export async function offerComparison() {
  const page = document.querySelector(".portal-compare");
  if (!(page instanceof HTMLElement)) return;
  const { startCompare } = await import("./start.js");
  await startCompare(page);
}
