// The joined table, its drawing, and what has to be said of them.

import { filled } from "../map/places.js";
import { chart, formFor } from "./chart.js";

/** @import {Column, Config, Index, Joined, Pair, Side, State} from "./types.js" */

export const MOST_SHOWN = 200;
const LEAST_DRAWN = 2;
const MOST_DRAWN = 2000;

/**
 * @typedef {object} Comparison
 * @property {State} state
 * @property {Index} index
 * @property {Joined} joined
 * @property {Side} a
 * @property {Side} b
 */

/**
 * How figures and keys are written.
 * @param {Comparison} comparison
 * @param {Config} config
 * @param {(how: string) => string} how what the form calls a way of adding up
 */
export function telling({ state, index }, { language }, how) {
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  const parts = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const named = (/** @type {string} */ id, /** @type {string} */ name) => {
    const column = /** @type {Column | undefined} */ (
      index.tables[id]?.columns.find((each) => each.name === name));
    if (!column) return how("");
    return column.unit ? `${column.label} (${column.unit})` : column.label;
  };
  return {
    number: (/** @type {number} */ value) => (Math.abs(value) < 1 ? parts : numbers).format(value),
    name: (/** @type {Pair} */ { keys }) =>
      keys.map((key, part) => index.keys[state.k[part] ?? ""]?.names?.[key] ?? key).join(", "),
    keyLabels: state.k.map((key) => index.keys[key]?.label ?? key),
    xLabel: named(state.a, state.x),
    yLabel: named(state.b, state.y),
  };
}

/** @typedef {ReturnType<typeof telling>} Told */

/**
 * What has to be known before the figures are believed.
 * @param {Comparison} comparison
 * @param {Config} config
 * @param {(how: string) => string} how
 */
export function notes({ state, index, joined, a, b }, { language, words }, how) {
  const count = (/** @type {number} */ n) => n.toLocaleString(language);
  const side = (/** @type {Side} */ one, /** @type {string} */ id, /** @type {string} */ way) => {
    const title = index.tables[id]?.title ?? id;
    const keys = one.values.size;
    const blanks = { title, rows: count(one.keyed), keys: count(keys), how: how(way) };
    return [
      filled(one.keyed > keys ? words.repeated : words.unique, blanks),
      ...(one.keyed > keys && way === "mean" ? [words.mean_warning ?? ""] : []),
      ...(one.missing ? [filled(words.missing_keys, { title, n: count(one.missing) })] : []),
    ];
  };
  const { pairs, onlyA, onlyB } = joined;
  const said = [
    pairs.length
      ? filled(words.found, { n: count(pairs.length), a: count(onlyA), b: count(onlyB) })
      : (words.no_common ?? ""),
    ...side(a, state.a, state.x ? state.fx : "count"),
    ...side(b, state.b, state.y ? state.fy : "count"),
  ];
  return [...new Set(said)];
}

/**
 * The drawing; nothing where there is too little or too much to see.
 * @param {Comparison} comparison
 * @param {Told} told
 * @param {Config} config
 */
export function drawing({ state, index, joined }, told, { words }) {
  const pairs = joined.pairs.filter(({ x, y }) => x !== null && y !== null);
  if (pairs.length < LEAST_DRAWN || pairs.length > MOST_DRAWN) return null;
  const isTime = state.k.length === 1 && index.keys[state.k[0] ?? ""]?.kind === "time";
  const form = formFor(isTime, pairs.length);
  const bounds = (/** @type {"x" | "y"} */ side) => {
    const values = pairs.map((pair) => pair[side] ?? 0);
    return [told.number(Math.min(...values)), told.number(Math.max(...values))];
  };
  const [xmin = "", xmax = ""] = bounds("x");
  const [ymin = "", ymax = ""] = bounds("y");
  const blanks = { n: pairs.length, key: told.keyLabels.join(", "), x: told.xLabel, y: told.yLabel, xmin, xmax, ymin, ymax };
  return chart(form, pairs, { ...told, alt: filled(words[`${form}_alt`], blanks) });
}

/**
 * The first rows of the joined table.
 * @param {HTMLTableElement} table
 * @param {Comparison} comparison
 * @param {Told} told
 * @param {Config} config
 */
export function showTable(table, { state, index, joined }, told, { language, words }) {
  const shown = joined.pairs.slice(0, MOST_SHOWN);
  const caption = table.caption ?? table.createCaption();
  const isCut = shown.length < joined.pairs.length;
  const blanks = { shown: shown.length, n: joined.pairs.length.toLocaleString(language) };
  caption.textContent = isCut ? filled(words.cut, blanks) : `${told.xLabel} · ${told.yLabel}`;
  const heads = [...told.keyLabels, told.xLabel, told.yLabel];
  const head = document.createElement("tr");
  head.append(...heads.map((text, number) => cell("th", text, number >= state.k.length)));
  table.tHead?.replaceChildren(head);
  table.tBodies[0]?.replaceChildren(...shown.map((pair) => {
    const row = document.createElement("tr");
    row.append(
      ...pair.keys.map((key, part) => keyCell(key, index.keys[state.k[part] ?? ""]?.names?.[key])),
      ...[pair.x, pair.y].map((value) => cell("td", value === null ? "–" : told.number(value), true)),
    );
    return row;
  }));
}

/**
 * @param {"th" | "td"} tag
 * @param {string} text
 * @param {boolean} isNumber
 */
function cell(tag, text, isNumber) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (isNumber) made.className = "n";
  if (tag === "th") made.setAttribute("scope", "col");
  return made;
}

/**
 * @param {string} key
 * @param {string | undefined} name
 */
function keyCell(key, name) {
  const made = document.createElement("th");
  made.scope = "row";
  made.textContent = name ?? key;
  if (name) made.appendChild(document.createElement("small")).textContent = ` ${key}`;
  return made;
}
