// The rows themselves, in a native table.

import { element } from "./elements.js";
import { isNumeric } from "./formats.js";

/** @import {Explorer} from "./view.js" */
/** @import {Cell, Column, Rows} from "./types.js" */

/** @param {Explorer} explorer */
export function makeGrid(explorer) {
  const { words, config } = explorer;
  const caption = element("caption");
  const head = element("thead");
  const body = element("tbody");
  const region = element(
    "div",
    { class: "portal-scroll portal-explorer__grid", tabindex: "0", role: "region", "aria-label": `${words("explorer.table")}: ${config.title}` },
    element("table", { class: "portal-table" }, caption, head, body),
  );
  /** @type {string | undefined} */
  let drawn;

  // What stands in cells is Vietnamese, on English pages too.
  if (config.language === "en") body.lang = "vi";

  /** @param {Rows} found */
  const update = (found) => {
    const columns = explorer.shown();
    const names = JSON.stringify(columns.map(({ name }) => name));
    // The heads stay while the columns do: whoever sorts keeps the focus.
    if (names !== drawn) head.replaceChildren(heads(explorer, columns));
    drawn = names;
    markHeads(explorer, head);
    body.replaceChildren(...bodyRows(explorer, columns, found.rows));
    caption.textContent = range(explorer, found);
  };
  return { element: region, update };
}

/**
 * @param {Explorer} explorer
 * @param {Column[]} columns
 */
function heads(explorer, columns) {
  return element("tr", {}, ...columns.map((column) => {
    const button = element("button", { type: "button", click: () => turn(explorer, column.name) }, column.label);
    if (column.lang) button.lang = column.lang;
    if (column.unit) button.append(" ", element("small", { lang: "vi" }, `(${column.unit})`));
    return element("th", { scope: "col", "data-name": column.name, class: isNumeric(column) && "n" }, button);
  }));
}

/**
 * Up, down, as the publisher arranged the rows.
 * @param {Explorer} explorer
 * @param {string} column
 */
function turn(explorer, column) {
  const { sort } = explorer.state;
  const isOwn = sort?.column === column;
  explorer.change({ sort: isOwn && sort.descending ? null : { column, descending: isOwn } });
}

/**
 * @param {Explorer} explorer
 * @param {HTMLElement} head
 */
function markHeads({ state: { sort, filters } }, head) {
  for (const each of head.querySelectorAll("th")) {
    const { name } = each.dataset;
    if (sort?.column === name) each.ariaSort = sort?.descending ? "descending" : "ascending";
    else each.removeAttribute("aria-sort");
    each.classList.toggle("portal-filtered", filters.some(({ column }) => column === name));
  }
}

/**
 * Rows of a body; cells of strangers are text.
 * @param {Pick<Explorer, "formats" | "words">} explorer
 * @param {Pick<Column, "type">[]} columns
 * @param {Cell[][]} rows
 */
export function bodyRows({ formats, words }, columns, rows) {
  return rows.map((row) => element("tr", {}, ...row.map((cell, at) => {
    const type = columns[at]?.type;
    const isNumber = type === undefined ? typeof cell === "number" || typeof cell === "bigint" : isNumeric({ name: "", label: "", type });
    const shown = cell === null ? element("abbr", { title: words("dataset.missing_cell") }, "–") : formats.cell(cell, type);
    return element("td", { class: isNumber && "n" }, shown);
  })));
}

/**
 * @param {Explorer} explorer
 * @param {Rows} found
 */
function range({ words, state }, { total, rows }) {
  if (!rows.length) return words("explorer.no_rows");
  const first = (state.page - 1) * state.size + 1;
  return words("explorer.range", { first, last: first + rows.length - 1, rows: total });
}
