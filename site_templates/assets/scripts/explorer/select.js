// Which rows pass, in which order: numbers of rows, or null where it is all of them as they lie.

import { fold } from "../text/fold.js";
import { cellTest, holds, rulesOut } from "./filters.js";

/** @import {Cell, Filter, Kind, Selection, Sort} from "./types.js" */
/** @import {Table} from "./table.js" */

/** The order of a dictionary is dear: beyond so many texts, that of plain letters will do. */
const MOST_COLLATED = 50_000;

/** Somebody has asked for something else meanwhile. */
export class Superseded extends Error {
  name = "Superseded";
}

/**
 * The rows of a selection.
 * @param {Table} table
 * @param {Selection} selection
 * @param {() => void} check throws where the answer is no longer wanted
 * @returns {Promise<Uint32Array | null>}
 */
export async function select(table, { query, filters, sort }, check = () => {}) {
  /** @type {Uint32Array | null} */
  let rows = null;
  for (const filter of filters) {
    rows = await filtered(table, filter, rows, check);
  }
  if (query.trim()) rows = await searched(table, query, rows, check);
  return sort ? sorted(table, sort, rows, check) : rows;
}

/**
 * @param {Table} table
 * @param {Filter} filter
 * @param {Uint32Array | null} rows
 * @param {() => void} check
 */
async function filtered(table, filter, rows, check) {
  const kind = table.kinds.get(filter.column) ?? "text";
  const groups = groupsOf(table, rows).filter(
    (group) => !rulesOut(filter, kind, table.bounds(filter.column, group)),
  );
  const test = cellTest(filter, kind);
  const cells = (await table.read([filter.column], groups)).get(filter.column) ?? [];
  check();
  return Uint32Array.from(passing(table, groups, rows, (at, row) => test(cells[at]?.[row] ?? null)));
}

/**
 * Rows of which any cell holds every word.
 * @param {Table} table
 * @param {string} query
 * @param {Uint32Array | null} rows
 * @param {() => void} check
 */
async function searched(table, query, rows, check) {
  const tests = query.trim().split(/\s+/).map(holds);
  const groups = groupsOf(table, rows);
  const found = groups.map((group) => tests.map(() => new Uint8Array(table.groups[group]?.rows ?? 0)));
  for (const name of table.names) {
    const cells = (await table.read([name], groups)).get(name) ?? [];
    check();
    cells.forEach((column, at) => tests.forEach((test, word) => {
      const hits = found[at]?.[word];
      if (hits) column.forEach((cell, row) => { if (!hits[row] && test(cell)) hits[row] = 1; });
    }));
  }
  return Uint32Array.from(
    passing(table, groups, rows, (at, row) => found[at]?.every((hits) => hits[row]) ?? false),
  );
}

/**
 * @param {Table} table
 * @param {number[]} groups in order
 * @param {Uint32Array | null} rows in the order of the file
 * @param {(at: number, row: number) => boolean} test takes the place among the groups, the row in it
 */
function* passing(table, groups, rows, test) {
  const inGroups = rows && byGroup(table, rows);
  for (const [at, group] of groups.entries()) {
    const { start, rows: count } = table.groups[group] ?? { start: 0, rows: 0 };
    if (inGroups) {
      for (const row of inGroups.get(group) ?? []) if (test(at, row - start)) yield row;
    } else {
      for (let row = 0; row < count; row++) if (test(at, row)) yield start + row;
    }
  }
}

/**
 * The groups that rows lie in, in order.
 * @param {Table} table
 * @param {Uint32Array | null} rows
 */
export function groupsOf(table, rows) {
  return rows ? [...byGroup(table, rows).keys()].sort((a, b) => a - b) : table.groups.map((_, i) => i);
}

/**
 * @param {Table} table
 * @param {Iterable<number>} rows
 */
export function byGroup(table, rows) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  const size = table.groups[0]?.rows || 1;
  for (const row of rows) {
    // Every group but the last is as long as the first.
    const group = Math.min(Math.floor(row / size), table.groups.length - 1);
    const known = found.get(group);
    if (known) known.push(row);
    else found.set(group, [row]);
  }
  return found;
}

/**
 * @param {Table} table
 * @param {Sort} sort
 * @param {Uint32Array | null} rows
 * @param {() => void} check
 */
async function sorted(table, { column, descending }, rows, check) {
  const groups = groupsOf(table, rows);
  const cells = (await table.read([column], groups)).get(column) ?? [];
  check();
  const keys = new Float64Array(table.rows).fill(Number.NaN);
  const key = sortKey(cells, table.kinds.get(column) ?? "text");
  groups.forEach((group, at) => {
    const start = table.groups[group]?.start ?? 0;
    cells[at]?.forEach((cell, row) => { keys[start + row] = key(cell); });
  });
  const order = rows?.slice() ?? Uint32Array.from(keys, (_, row) => row);
  const sign = descending ? -1 : 1;
  // What is missing comes last either way.
  return order.sort((a, b) => {
    const x = keys[a] ?? Number.NaN;
    const y = keys[b] ?? Number.NaN;
    if (x === y) return a - b;
    if (Number.isNaN(x)) return Number.isNaN(y) ? a - b : 1;
    return Number.isNaN(y) ? -1 : (x - y) * sign;
  });
}

/**
 * A number for every cell, in the order of the cells.
 * @param {Cell[][]} cells
 * @param {Kind} kind
 * @returns {(cell: Cell) => number}
 */
function sortKey(cells, kind) {
  const isExact = cells.some((group) => group.some((cell) => typeof cell === "bigint" || typeof cell === "string"));
  if (kind === "boolean" || (kind === "number" && !isExact)) return (cell) => (cell === null ? Number.NaN : Number(cell));
  const distinct = new Set(cells.flat());
  distinct.delete(null);
  const places = new Map([...inOrder([...distinct], kind)].map((cell, place) => [cell, place]));
  return (cell) => places.get(cell) ?? Number.NaN;
}

/**
 * @param {Cell[]} values distinct ones
 * @param {Kind} kind
 */
function inOrder(values, kind) {
  if (kind === "date") return values.sort();
  if (kind === "number") return values.sort(compareNumbers);
  if (values.length > MOST_COLLATED) {
    const folded = new Map(values.map((value) => [value, fold(String(value))]));
    return values.sort((a, b) => ((folded.get(a) ?? "") < (folded.get(b) ?? "") ? -1 : 1));
  }
  const { compare } = new Intl.Collator("vi", { numeric: true });
  return values.sort((a, b) => compare(String(a), String(b)));
}

/**
 * Whole numbers beyond doubles are compared digit for digit.
 * @param {Cell} a
 * @param {Cell} b
 */
function compareNumbers(a, b) {
  const [x, y] = [a, b].map((cell) => (typeof cell === "bigint" ? cell : Number(cell)));
  if (x === undefined || y === undefined || x === y) return 0;
  return x < y ? -1 : 1;
}
