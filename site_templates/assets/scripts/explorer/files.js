// The rows that are chosen, as files; and the link that leads to them.

import { element, offer } from "./elements.js";

/** @import {Explorer} from "./view.js" */

/** What a sheet takes, as the engine knows. */
const MOST_SHEET_ROWS = 100_000;

/** @param {Explorer} explorer */
export function offerFiles(explorer) {
  const { words, engine, config } = explorer;
  const names = () => explorer.shown().map(({ name }) => name);
  const made = element("div", { class: "portal-explorer__files" },
    element("span", {}, words("explorer.download")),
    button(words("explorer.csv"), async () => offer(await engine.csv(explorer.state, names()), `${config.name}.csv`)),
    button(words("explorer.xlsx"), async () => offer(await engine.xlsx(explorer.state, names()), `${config.name}.xlsx`)));
  if (navigator.clipboard) {
    made.append(button(words("explorer.share"), async () => {
      await navigator.clipboard.writeText(location.href);
      explorer.tell(words("explorer.shared"));
    }));
  }
  return made;

  /**
   * @param {string} label
   * @param {() => Promise<void>} pressed
   */
  function button(label, pressed) {
    return element("button", { type: "button", class: "portal-explorer__button", click: async () => {
      try {
        explorer.tell("");
        await pressed();
        const isCut = label === words("explorer.xlsx") && config.rows > MOST_SHEET_ROWS;
        if (isCut) explorer.tell(words("explorer.sheet_cut", { n: MOST_SHEET_ROWS }));
      } catch {
        explorer.tell(words("explorer.failed"));
      }
    } }, label);
  }
}
