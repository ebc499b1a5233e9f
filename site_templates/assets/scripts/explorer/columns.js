// Which columns are shown.

import { element } from "./elements.js";

/** @import {Explorer, Panel} from "./view.js" */

/**
 * @param {Explorer} explorer
 * @returns {Panel}
 */
export function makeColumnsPanel(explorer) {
  const { words } = explorer;
  const all = [...explorer.kinds.keys()];
  const boxes = new Map(all.map((name) => [name, element("input", { type: "checkbox", change: () => apply() })]));
  const list = element("div", { class: "portal-explorer__boxes" }, ...[...boxes].map(([name, box]) =>
    element("label", {}, box, explorer.column(name).label)));
  const every = element("button", { type: "button", class: "portal-explorer__button", click: () => explorer.change({ columns: null }) }, words("explorer.all_columns"));
  const content = element("fieldset", {}, element("legend", {}, words("explorer.columns_legend")), list, every);

  const apply = () => {
    const chosen = all.filter((name) => boxes.get(name)?.checked);
    // A table has a column: the last one cannot be taken away.
    if (!chosen.length) return update();
    explorer.change({ columns: chosen.length === all.length ? null : chosen, page: explorer.state.page });
  };
  const update = () => {
    const shown = new Set(explorer.shown().map(({ name }) => name));
    for (const [name, box] of boxes) box.checked = shown.has(name);
  };
  return { label: words("explorer.columns"), content, update };
}
