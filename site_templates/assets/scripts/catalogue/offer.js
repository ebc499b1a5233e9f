// What lists of datasets run is fetched only by pages that have one.

export async function offerLists() {
  if (!document.querySelector(".portal-finder, .portal-peek")) return;
  const { startLists } = await import("./start.js");
  startLists();
}
