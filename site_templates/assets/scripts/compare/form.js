// The choices: two tables, a column and a way of adding up for each, and the key they share.

import { firstColumn, keysOf, partnersOf, usualHow } from "./state.js";

/** @import {Config, How, Index, State, Table} from "./types.js" */

const BETWEEN = "+";

/**
 * Fill the form with what an index offers, and tell of every change.
 * @param {HTMLFormElement} form
 * @param {Index} index
 * @param {Config} config
 * @param {(state: State) => void} changed
 */
export function choices(form, index, config, changed) {
  const select = (/** @type {string} */ name) =>
    /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
  const all = Object.keys(index.tables);

  /** @param {State} state */
  const show = (state) => {
    const a = index.tables[state.a];
    const b = index.tables[state.b];
    fill(select("a"), tableOptions(index, all), state.a, 1);
    fill(select("b"), tableOptions(index, partnersOf(index, state.a)), state.b, 1);
    fill(select("x"), columnOptions(a), state.x, 1);
    fill(select("y"), columnOptions(b), state.y, 1);
    fill(select("k"), keyOptions(index, keysOf(a, b), config), state.k.join(BETWEEN), 0);
    select("fx").value = state.fx;
    select("fy").value = state.fy;
    for (const [name, column] of [["fx", state.x], ["fy", state.y]]) {
      select(name ?? "").disabled = !column;
    }
    for (const name of ["x", "fx"]) select(name).closest("label")?.toggleAttribute("hidden", !a);
    for (const name of ["y", "fy"]) select(name).closest("label")?.toggleAttribute("hidden", !b);
    form.querySelector(".portal-compare__join")?.toggleAttribute("hidden", !(a && b));
  };

  /** @returns {State} */
  const read = () => ({
    a: select("a").value,
    b: select("b").value,
    k: select("k").value.split(BETWEEN).filter(Boolean),
    x: select("x").value,
    y: select("y").value,
    fx: /** @type {How} */ (select("fx").value),
    fy: /** @type {How} */ (select("fy").value),
  });

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    const name = event.target instanceof HTMLSelectElement ? event.target.name : "";
    changed(settled(read(), name, index));
  });
  form.querySelector("[data-do=swap]")?.addEventListener("click", () => {
    const { a, b, k, x, y, fx, fy } = read();
    changed({ a: b, b: a, k, x: y, y: x, fx: fy, fy: fx });
  });
  return show;
}

/**
 * A state that is sound after one choice was changed.
 * @param {State} state
 * @param {string} name of the choice
 * @param {Index} index
 * @returns {State}
 */
export function settled(state, name, index) {
  const next = { ...state };
  const a = index.tables[next.a];
  if (name === "a") {
    next.x = firstColumn(a);
    if (next.b && !partnersOf(index, next.a).includes(next.b)) next.b = "";
  }
  const b = index.tables[next.b];
  if (name === "b") next.y = firstColumn(b);
  if (name === "a" || name === "x") next.fx = usualHow(columnOf(a, next.x));
  if (name === "b" || name === "y") next.fy = usualHow(columnOf(b, next.y));
  const offered = keysOf(a, b);
  const isOffered = offered.some((keys) => keys.join(BETWEEN) === next.k.join(BETWEEN));
  return isOffered ? next : { ...next, k: offered[0] ?? [] };
}

/**
 * @param {Table | undefined} table
 * @param {string} name
 */
const columnOf = (table, name) => table?.columns.find((column) => column.name === name);

/**
 * @param {Index} index
 * @param {string[]} ids
 */
const tableOptions = (index, ids) => ids.map((id) => [id, index.tables[id]?.title ?? id]);

/** @param {Table | undefined} table */
const columnOptions = (table) =>
  (table?.columns ?? []).map(({ name, label, unit }) => [name, unit ? `${label} (${unit})` : label]);

/**
 * @param {Index} index
 * @param {string[][]} offered
 * @param {Config} config
 */
function keyOptions(index, offered, { words }) {
  const both = words.both ?? "{first} + {second}";
  return offered.map((keys) => [
    keys.join(BETWEEN),
    keys.map((key) => index.keys[key]?.label ?? key)
      .reduce((first, second) => both.replace("{first}", () => first).replace("{second}", () => second)),
  ]);
}

/**
 * Replace the options after those of the page itself.
 * @param {HTMLSelectElement} select
 * @param {string[][]} options
 * @param {string} chosen
 * @param {number} kept
 */
function fill(select, options, chosen, kept) {
  select.replaceChildren(...[...select.options].slice(0, kept),
    ...options.map(([value = "", text = value]) => new Option(text, value)));
  select.value = chosen;
}
