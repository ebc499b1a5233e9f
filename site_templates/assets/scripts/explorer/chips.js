// The filters in force, each with a button that takes it away.

import { element } from "./elements.js";

/** @import {Explorer} from "./view.js" */
/** @import {Filter} from "./types.js" */

/** @param {Explorer} explorer */
export function makeChips(explorer) {
  const list = element("ul", { class: "portal-explorer__chips", "aria-label": explorer.words("explorer.filters") });
  const update = () => {
    const { filters } = explorer.state;
    list.hidden = !filters.length;
    const all = element("button", { type: "button", class: "portal-explorer__button", click: () => explorer.change({ filters: [], query: "" }) }, explorer.words("explorer.reset"));
    list.replaceChildren(...filters.map((filter) => chip(explorer, filter)), element("li", {}, all));
  };
  return { element: list, update };
}

/**
 * @param {Explorer} explorer
 * @param {Filter} filter
 */
function chip(explorer, filter) {
  const text = told(explorer, filter);
  const remove = () => explorer.change({ filters: explorer.state.filters.filter((each) => each !== filter) });
  const name = explorer.words("explorer.remove", { filter: text });
  return element("li", {}, element("button", { type: "button", class: "portal-explorer__chip", "aria-label": name, title: name, click: remove },
    text, element("span", { "aria-hidden": "true" }, "×")));
}

/**
 * A filter in words.
 * @param {Explorer} explorer
 * @param {Filter} filter
 */
function told(explorer, filter) {
  const { words, formats } = explorer;
  const { label: column, type } = explorer.column(filter.column);
  const kind = explorer.kinds.get(filter.column);
  if (filter.kind === "contains") return `${column}: “${filter.text}”`;
  if (filter.kind === "in") {
    const names = filter.values.map((value) => (value === null ? words("dataset.missing_cell") : valueName(explorer, value, type, kind)));
    return `${column}: ${names.join(", ")}`;
  }
  const bound = (/** @type {string} */ text) => formats.cell(kind === "number" ? Number(text) : text, type);
  const { min, max } = filter;
  if (min !== undefined && max !== undefined) return `${column}: ${bound(min)} – ${bound(max)}`;
  return min === undefined ? `${column} ≤ ${bound(max ?? "")}` : `${column} ≥ ${bound(min)}`;
}

/**
 * @param {Explorer} explorer
 * @param {string} value as a filter holds it
 * @param {string} type
 * @param {string | undefined} kind
 */
export function valueName({ formats }, value, type, kind) {
  if (kind === "boolean") return formats.cell(value === "true");
  return formats.cell(kind === "number" ? Number(value) : value, type);
}
