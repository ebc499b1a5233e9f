// Tables can be explored; what that needs is fetched when one of them comes into view.

const AHEAD = "300px";

/** Start the explorer of each table that the reader comes near to. */
export function offerExplorers() {
  const places = document.querySelectorAll(".portal-explorer");
  if (!places.length || !("IntersectionObserver" in window)) return;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        observer.unobserve(target);
        // Where anything of it cannot be fetched, the rows that the page came with stay.
        import("../explorer/start.js").then(({ start }) => start(target)).catch(() => {});
      }
    },
    { rootMargin: AHEAD },
  );
  for (const place of places) observer.observe(place);
}
