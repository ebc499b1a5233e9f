// Two columns of two tables brought together by what they share.

/** @import {Cell} from "../explorer/types.js" */
/** @import {How, Joined, Pair, Side} from "./types.js" */

const BETWEEN = "\u0001";

/** @typedef {{rows: number, count: number, sum: number, min: number, max: number}} Tally */

/** @type {Record<How, (tally: Tally) => number | null>} */
const FIGURES = {
  count: ({ rows }) => rows,
  sum: ({ count, sum }) => (count ? sum : null),
  mean: ({ count, sum }) => (count ? sum / count : null),
  min: ({ count, min }) => (count ? min : null),
  max: ({ count, max }) => (count ? max : null),
};

/**
 * One number for each key. Rows in which a part of the key is missing are left out.
 * @param {Cell[][]} keys a column for each part of the key
 * @param {Cell[] | null} values none to count rows
 * @param {How} how
 * @returns {Side}
 */
export function gather(keys, values, how) {
  /** @type {Map<string, Tally>} */
  const tallies = new Map();
  const rows = keys[0]?.length ?? 0;
  let missing = 0;
  for (let row = 0; row < rows; row += 1) {
    const parts = keys.map((column) => column[row] ?? null);
    if (parts.includes(null)) missing += 1;
    else add(tallies, parts.join(BETWEEN), values ? (values[row] ?? null) : null);
  }
  const values_ = new Map([...tallies].map(([key, tally]) => [key, FIGURES[how](tally)]));
  return { values: values_, keyed: rows - missing, missing };
}

/**
 * @param {Map<string, Tally>} tallies
 * @param {string} key
 * @param {Cell} value
 */
function add(tallies, key, value) {
  let tally = tallies.get(key);
  if (!tally) tallies.set(key, (tally = { rows: 0, count: 0, sum: 0, min: Infinity, max: -Infinity }));
  tally.rows += 1;
  const number = value === null ? NaN : Number(value);
  if (!Number.isFinite(number)) return;
  tally.count += 1;
  tally.sum += number;
  tally.min = Math.min(tally.min, number);
  tally.max = Math.max(tally.max, number);
}

/**
 * The keys that both sides have, in their own order.
 * @param {Side} a
 * @param {Side} b
 * @returns {Joined}
 */
export function join(a, b) {
  /** @type {Pair[]} */
  const pairs = [];
  for (const [key, x] of a.values) {
    if (b.values.has(key)) pairs.push({ keys: key.split(BETWEEN), x, y: b.values.get(key) ?? null });
  }
  pairs.sort((one, other) => (one.keys.join(BETWEEN) < other.keys.join(BETWEEN) ? -1 : 1));
  return { pairs, onlyA: a.values.size - pairs.length, onlyB: b.values.size - pairs.length };
}
