// SQL for those who know it: a query, its result as a table and as a file.

import { csvBlob, csvLines } from "../explorer/csv.js";
import { choice, element, freshId, labelled, offer } from "../explorer/elements.js";
import { bodyRows } from "../explorer/grid.js";
import { faultText } from "./errors.js";
import { examples, quoted } from "./examples.js";

/** @import {Explorer} from "../explorer/view.js" */
/** @import {Result} from "../explorer/types.js" */

/** Beyond this a browser is the wrong place; see the benchmark of the explorer. */
const MOST_ROWS = 200_000;
const MOST_SHOWN = 500;

/** @param {Explorer} explorer */
export function makeConsole(explorer) {
  return explorer.config.rows > MOST_ROWS ? elsewhere(explorer) : ready(explorer);
}

/**
 * What to do with a table that is too large for the page.
 * @param {Explorer} explorer
 */
function elsewhere({ words, config }) {
  const lines = [
    `duckdb -c "SELECT * FROM '${config.address}' LIMIT 10"`,
    `import duckdb\nduckdb.sql("SELECT * FROM '${config.address}' LIMIT 10")`,
  ];
  return element("div", {}, element("p", {}, words("sql.too_large", { n: config.rows, most: MOST_ROWS })),
    ...lines.map((line) => element("pre", { class: "portal-code", tabindex: "0" }, element("code", {}, line))));
}

/** @param {Explorer} explorer */
function ready(explorer) {
  const { words, config, kinds, state } = explorer;
  const offers = examples(config.columns, kinds, words);
  const help = freshId();
  const query = element("textarea", { rows: 6, spellcheck: "false", autocapitalize: "off", "aria-describedby": help });
  query.value = state.sql || offers[1]?.query || offers[0]?.query || "";
  const example = choice(
    [["", words("sql.choose")], ...offers.map(({ title }, at) => /** @type {[string, string]} */ ([String(at), title]))], "",
    (at) => {
      query.value = offers[Number(at)]?.query ?? query.value;
      query.focus();
    });
  const told = element("p", { role: "status", class: "portal-explorer__status" });
  const result = element("div");
  const press = () => void run(explorer, query, told, result);
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      press();
    }
  });
  const made = element("div", { class: "portal-sql" },
    labelled(words("sql.example"), example), labelled(words("sql.query"), query),
    element("p", { class: "portal-hint", id: help }, words("sql.hint", { columns: config.columns.map(({ name }) => quoted(name)).join(", ") })),
    element("button", { type: "button", class: "portal-button", click: press }, words("sql.run")), told, result);
  if (state.sql) press();
  return made;
}

/**
 * @param {Explorer} explorer
 * @param {HTMLTextAreaElement} query
 * @param {HTMLElement} told
 * @param {HTMLElement} result
 */
async function run(explorer, query, told, result) {
  const { words, engine, state } = explorer;
  const asked = query.value.trim();
  if (!asked) return;
  told.textContent = words("explorer.loading");
  if (state.sql !== asked) explorer.change({ sql: asked });
  try {
    const found = await engine.sql(query.value);
    if ("fault" in found) {
      result.replaceChildren();
      const { start, end } = found.fault;
      query.setAttribute("aria-invalid", "true");
      told.textContent = faultText(found.fault, words);
      if (start !== undefined) {
        query.focus();
        query.setSelectionRange(start, Math.max(end ?? start, start + 1));
      }
      return;
    }
    query.removeAttribute("aria-invalid");
    told.textContent = found.cut ? words("sql.cut", { n: found.rows.length }) : words("sql.rows", { n: found.rows.length });
    result.replaceChildren(...shown(explorer, found));
  } catch {
    told.textContent = words("explorer.failed");
  }
}

/**
 * @param {Explorer} explorer
 * @param {Result} result
 */
function shown(explorer, { columns, rows }) {
  const { words, config, formats } = explorer;
  const types = columns.map((name) => config.columns.find((each) => each.name === name)?.type);
  const known = types.map((type) => ({ type: /** @type {any} */ (type) }));
  const caption = rows.length > MOST_SHOWN ? words("sql.shown", { n: MOST_SHOWN, rows: rows.length }) : words("sql.rows", { n: rows.length });
  const table = element("table", { class: "portal-table" },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...columns.map((name, at) => element("th", { scope: "col", class: rows.some((row) => typeof row[at] === "number") && "n" }, name)))),
    element("tbody", {}, ...bodyRows({ words, formats }, known, rows.slice(0, MOST_SHOWN))));
  return [
    element("div", { class: "portal-scroll", tabindex: "0", role: "region", "aria-label": words("sql.result") }, table),
    element("div", { class: "portal-explorer__files" },
      element("button", { type: "button", class: "portal-explorer__button", click: () => offer(csvBlob(columns, [csvLines(rows)]), `${config.name}-sql.csv`) }, words("explorer.csv")),
      element("button", { type: "button", class: "portal-explorer__button", click: async () => {
        const { xlsxBlob } = await import("../explorer/xlsx.js");
        offer(await xlsxBlob(columns, rows), `${config.name}-sql.xlsx`);
      } }, words("explorer.xlsx"))),
  ];
}
