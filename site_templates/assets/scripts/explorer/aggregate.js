// Rows put together by what stands in one column, with a figure for each group.

/** @import {Cell, Group, Grouping, Kind, Measure} from "./types.js" */

/** @typedef {{rows: number, count: number, sum: number, min: number, max: number}} Tally */

/** @type {Record<Measure, (tally: Tally) => number | null>} */
const FIGURES = {
  count: ({ rows }) => rows,
  sum: ({ count, sum }) => (count ? sum : null),
  mean: ({ count, sum }) => (count ? sum / count : null),
  min: ({ count, min }) => (count ? min : null),
  max: ({ count, max }) => (count ? max : null),
};
/** How much of an ISO date names the part. */
const PART_LENGTHS = { "": Infinity, month: 7, year: 4 };

/**
 * Tallies that take pairs of cells one by one.
 * @param {Grouping} grouping
 */
export function tallies({ part, measure }) {
  /** @type {Map<Cell, Tally>} */
  const found = new Map();
  const length = PART_LENGTHS[part];
  return {
    /**
     * @param {Cell} key
     * @param {Cell} value
     */
    add(key, value) {
      const name = typeof key === "string" && key.length > length ? key.slice(0, length) : key;
      let tally = found.get(name);
      if (!tally) found.set(name, (tally = { rows: 0, count: 0, sum: 0, min: Infinity, max: -Infinity }));
      tally.rows += 1;
      if (value === null || measure === "count") return;
      const number = Number(value);
      tally.count += 1;
      tally.sum += number;
      if (number < tally.min) tally.min = number;
      if (number > tally.max) tally.max = number;
    },
    /** @returns {Group[]} */
    groups: () =>
      [...found].map(([key, tally]) => ({ key, value: FIGURES[measure](tally), rows: tally.rows })),
  };
}

/**
 * Dates and numbers in their own order, everything else by its figure, the largest first.
 * @param {Group[]} groups
 * @param {Kind} kind of the column they are put together by
 */
export function arranged(groups, kind) {
  const missing = groups.filter(({ key }) => key === null);
  const present = groups.filter(({ key }) => key !== null);
  if (kind === "date") present.sort((a, b) => (String(a.key) < String(b.key) ? -1 : 1));
  else if (kind === "number") present.sort((a, b) => Number(a.key) - Number(b.key));
  else present.sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
  return [...present, ...missing];
}
