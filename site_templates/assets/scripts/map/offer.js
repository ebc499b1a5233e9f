// Maps are drawn in the page already. A button fetches what makes them movable.

/** Show the button of every map that has more to give. */
export function offerMaps() {
  for (const figure of document.querySelectorAll("figure[data-map]")) {
    if (figure instanceof HTMLElement) offer(figure);
  }
}

/** @param {HTMLElement} figure */
function offer(figure) {
  const tools = figure.querySelector(".portal-map__tools");
  const button = tools?.querySelector("button");
  const status = tools?.querySelector("[role=status]");
  if (!(tools instanceof HTMLElement) || !button || !(status instanceof HTMLElement)) return;
  const { loading = "", failed = "" } = status.dataset;
  tools.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    status.textContent = loading;
    try {
      const { startMap } = await import("./start.js");
      await startMap(figure);
      button.hidden = true;
      status.textContent = "";
    } catch (error) {
      status.textContent = error instanceof Error && error.name === "Reason" ? error.message : failed;
      button.disabled = false;
    }
  });
}
