// What is compared, as an address says it; whatever the address says, something sensible comes out.

/** @import {Column, Fault, How, Index, State, Table} from "./types.js" */

const HOWS = /** @type {const} */ (["sum", "mean", "min", "max", "count"]);
const BETWEEN = "+";
const SHARE = /[%/‰]/;

/**
 * The keys that both tables have, and all of them together where there are several.
 * @param {Table | undefined} a
 * @param {Table | undefined} b
 * @returns {string[][]}
 */
export function keysOf(a, b) {
  if (!a || !b) return [];
  const shared = Object.keys(a.keys).filter((key) => key in b.keys);
  const single = shared.map((key) => [key]);
  return shared.length > 1 ? [shared, ...single] : single;
}

/**
 * The tables that can be joined with one.
 * @param {Index} index
 * @param {string} id
 */
export function partnersOf(index, id) {
  const table = index.tables[id];
  const others = Object.keys(index.tables).filter((other) => other !== id);
  return table ? others.filter((other) => keysOf(table, index.tables[other]).length) : others;
}

/**
 * How a column is brought to one number, unless a reader says otherwise: shares must not be added.
 * @param {Column | undefined} column
 * @returns {How}
 */
export function usualHow(column) {
  if (!column) return "count";
  return column.type === "integer" && !SHARE.test(column.unit ?? "") ? "sum" : "mean";
}

/**
 * Read an address.
 * @param {string} search
 * @param {Index} index
 * @returns {{state: State, faults: Fault[]}}
 */
export function readState(search, index) {
  const asked = new URLSearchParams(search);
  /** @type {Fault[]} */
  const faults = [];
  const table = (/** @type {string} */ letter) => {
    const name = asked.get(letter) ?? "";
    if (name && !Object.hasOwn(index.tables, name)) faults.push({ word: "unknown_table", name });
    return Object.hasOwn(index.tables, name) ? name : "";
  };
  const a = table("a");
  const b = table("b");
  const column = (/** @type {string} */ letter, /** @type {string} */ id) => {
    const name = asked.get(letter);
    const columns = index.tables[id]?.columns ?? [];
    if (name === "" || columns.some((each) => each.name === name)) return name ?? "";
    if (name) faults.push({ word: "unknown_column", name });
    return firstColumn(index.tables[id]);
  };
  const x = column("x", a);
  const y = column("y", b);
  const state = {
    a, b, x, y,
    k: chosenKeys(asked.get("k"), keysOf(index.tables[a], index.tables[b]), a && b ? faults : []),
    fx: howOf(asked.get("fx"), index.tables[a], x),
    fy: howOf(asked.get("fy"), index.tables[b], y),
  };
  return { state, faults };
}

/**
 * The first column of numbers that is no key; "" counts rows.
 * @param {Table | undefined} table
 */
export function firstColumn(table) {
  const keys = Object.values(table?.keys ?? {});
  return table?.columns.find(({ name }) => !keys.includes(name))?.name ?? "";
}

/**
 * @param {string | null} asked
 * @param {string[][]} offered
 * @param {Fault[]} faults
 */
function chosenKeys(asked, offered, faults) {
  const found = offered.find((keys) => keys.join(BETWEEN) === asked);
  if (!offered.length) faults.push({ word: "no_shared", name: "" });
  else if (asked && !found) faults.push({ word: "unknown_key", name: asked });
  return found ?? offered[0] ?? [];
}

/**
 * @param {string | null} asked
 * @param {Table | undefined} table
 * @param {string} name
 */
function howOf(asked, table, name) {
  if (!name) return "count";
  return HOWS.find((how) => how === asked) ?? usualHow(table?.columns.find((c) => c.name === name));
}

/**
 * Write an address; only what is chosen.
 * @param {State} state
 */
export function writeState({ a, b, k, x, y, fx, fy }) {
  const told = new URLSearchParams();
  if (a) told.set("a", a);
  if (b) told.set("b", b);
  if (a && b && k.length) {
    for (const [name, value] of Object.entries({ k: k.join(BETWEEN), x, y, fx, fy })) told.set(name, value);
  }
  return `?${told}`;
}
