// Maps are drawn in the page already. A button fetches what makes them movable.

/** @import {Config} from "./types.js" */

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
  const told = figure.querySelector("script[type='application/json']")?.textContent;
  if (!(tools instanceof HTMLElement) || !button || !status || !told) return;
  /** @type {Config} */
  const config = JSON.parse(told);
  tools.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    status.textContent = config.words.loading ?? "";
    try {
      const { startMap } = await import("./start.js");
      await startMap(figure, config);
      button.hidden = true;
      status.textContent = "";
    } catch (error) {
      const reason = error instanceof Error ? error.name : "";
      status.textContent = config.words[reason] ?? config.words.failed ?? "";
      button.disabled = false;
    }
  });
}
