// The page that joins two tables: choices, the joined table, its drawing and its code.

import { csvBlob, csvLines } from "../explorer/csv.js";
import { offer } from "../explorer/elements.js";
import { filled } from "../map/places.js";
import { programs } from "./code.js";
import { choices } from "./form.js";
import { gather, join } from "./join.js";
import { MOST_ROWS, TooManyRows, readColumns } from "./read.js";
import { drawing, notes, showTable, telling } from "./result.js";
import { readState, writeState } from "./state.js";

/** @import {Comparison} from "./result.js" */
/** @import {Config, Fault, Index, State} from "./types.js" */

const SHOWN_MS = 2000;

/** @param {HTMLElement} page */
export async function startCompare(page) {
  const find = (/** @type {string} */ selector) => {
    const found = page.querySelector(selector);
    if (!(found instanceof HTMLElement)) throw new Error(selector);
    return found;
  };
  /** @type {Config} */
  const config = JSON.parse(find("script[type='application/json']").textContent ?? "");
  const here = new URL(location.pathname, location.href);
  const top = new URL(config.language === "vi" ? "../" : "../../", here);
  const form = /** @type {HTMLFormElement} */ (find("form"));
  const status = find(".portal-compare__status");
  const result = find(".portal-compare__result");
  const code = find(".portal-compare__code");
  const how = (/** @type {string} */ way) =>
    form.querySelector(`select[name=${way ? "fx" : "x"}] option[value="${way}"]`)?.textContent ?? way;
  /** @type {Index} */
  const index = await (await fetch(new URL(config.index, here))).json();
  let turn = 0;
  /** @type {{comparison: Comparison, told: ReturnType<typeof telling>} | null} */
  let shown = null;

  /**
   * @param {State} state
   * @param {Fault[]} faults
   */
  const present = async (state, faults) => {
    const own = ++turn;
    shown = null;
    show(state);
    const said = faults.map(({ word, name }) => filled(config.words[word], { name }));
    const isWhole = Boolean(state.a && state.b && state.k.length);
    result.hidden = true;
    code.hidden = !isWhole;
    status.textContent = said.join(" ");
    if (!isWhole) return;
    const texts = programs(state, index);
    code.querySelectorAll("code").forEach((each, number) => { each.textContent = texts[number] ?? ""; });
    status.textContent = [...said, config.words.loading].join(" ");
    try {
      const comparison = await compared(state, index, top);
      if (own !== turn) return;
      const told = telling(comparison, config, how);
      shown = { comparison, told };
      showResult(result, comparison, told, config, how);
      status.textContent = said.join(" ");
    } catch (error) {
      if (own === turn) status.textContent = [...said, reason(error, config)].join(" ");
    }
  };

  const show = choices(form, index, config, (state) => {
    history.pushState(null, "", writeState(state));
    present(state, []);
  });
  const follow = () => {
    const { state, faults } = readState(location.search, index);
    return present(state, faults);
  };
  addEventListener("popstate", follow);
  result.querySelector("[data-do=download]")?.addEventListener("click", () => {
    if (shown) download(shown.comparison, shown.told);
  });
  result.querySelector("[data-do=share]")?.addEventListener("click", () => share(result, config));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    result.querySelector("h2")?.focus();
  });
  form.hidden = false;
  await follow();
}

/**
 * @param {State} state
 * @param {Index} index
 * @param {URL} top
 * @returns {Promise<Comparison>}
 */
async function compared(state, index, top) {
  const side = async (/** @type {string} */ id, /** @type {string} */ value, /** @type {import("./types.js").How} */ how) => {
    const table = index.tables[id];
    if (!table) throw new Error(id);
    const keys = state.k.map((key) => table.keys[key] ?? "");
    const cells = await readColumns(table, value ? [...keys, value] : keys, top);
    const columns = keys.map((key) => cells.get(key) ?? []);
    return gather(columns, value ? (cells.get(value) ?? []) : null, value ? how : "count");
  };
  const [a, b] = await Promise.all([
    side(state.a, state.x, state.fx),
    side(state.b, state.y, state.fy),
  ]);
  return { state, index, a, b, joined: join(a, b) };
}

/**
 * @param {HTMLElement} result
 * @param {Comparison} comparison
 * @param {ReturnType<typeof telling>} told
 * @param {Config} config
 * @param {(how: string) => string} how
 */
function showResult(result, comparison, told, config, how) {
  const lines = notes(comparison, config, how).map((text) => {
    const line = document.createElement("p");
    line.textContent = text;
    return line;
  });
  result.querySelector(".portal-compare__notes")?.replaceChildren(...lines);
  const picture = drawing(comparison, told, config);
  result.querySelector("figure")?.replaceChildren(...(picture ? [picture] : []));
  const table = result.querySelector("table");
  if (table) showTable(table, comparison, told, config);
  const isEmpty = !comparison.joined.pairs.length;
  table?.parentElement?.toggleAttribute("hidden", isEmpty);
  result.querySelector(".portal-compare__tools")?.toggleAttribute("hidden", isEmpty);
  result.hidden = false;
}

/**
 * @param {unknown} error
 * @param {Config} config
 */
function reason(error, { language, words }) {
  if (!(error instanceof TooManyRows)) return words.failed ?? "";
  const count = (/** @type {number} */ n) => n.toLocaleString(language);
  const { title, rows } = error.table;
  return filled(words.too_large, { title, rows: count(rows), most: count(MOST_ROWS) });
}

/**
 * @param {Comparison} comparison
 * @param {ReturnType<typeof telling>} told
 */
function download({ state, joined }, told) {
  const names = [...told.keyLabels, told.xLabel, told.yLabel];
  const rows = joined.pairs.map(({ keys, x, y }) => [...keys, x, y]);
  offer(csvBlob(names, [csvLines(rows)]), `${state.a}-${state.b}.csv`.replaceAll("/", "-"));
}

/**
 * @param {HTMLElement} result
 * @param {Config} config
 */
async function share(result, { words }) {
  const status = result.querySelector(".portal-compare__tools [role=status]");
  await navigator.clipboard.writeText(location.href);
  if (!status) return;
  status.textContent = words.copied ?? "";
  setTimeout(() => { status.textContent = ""; }, SHOWN_MS);
}
