// Filters as tests of cells, and as reasons to leave whole groups of rows unread.

import { fold } from "../text/fold.js";

/** @import {Cell, Filter, Kind} from "./types.js" */

/**
 * Whether a cell passes a filter.
 * @param {Filter} filter
 * @param {Kind} kind of the column
 * @returns {(cell: Cell) => boolean}
 */
export function cellTest(filter, kind) {
  if (filter.kind === "contains") return holds(filter.text);
  if (filter.kind === "in") return isAmong(filter.values);
  return kind === "number" ? numberRange(filter) : textRange(filter);
}

/**
 * Whether a cell holds a text, marks and capitals aside. Each distinct text is folded once.
 * @param {string} text
 * @returns {(cell: Cell) => boolean}
 */
export function holds(text) {
  const wanted = fold(text.trim());
  /** @type {Map<Cell, boolean>} */
  const known = new Map();
  return (cell) => {
    if (cell === null) return false;
    let found = known.get(cell);
    if (found === undefined) {
      found = fold(String(cell)).includes(wanted);
      known.set(cell, found);
    }
    return found;
  };
}

/**
 * @param {(string | null)[]} values
 * @returns {(cell: Cell) => boolean}
 */
function isAmong(values) {
  const wanted = new Set(values);
  return (cell) => wanted.has(cell === null ? null : String(cell));
}

/**
 * @param {{min?: string, max?: string}} filter
 * @returns {(cell: Cell) => boolean}
 */
function numberRange({ min, max }) {
  const low = min === undefined ? -Infinity : Number(min);
  const high = max === undefined ? Infinity : Number(max);
  return (cell) => cell !== null && Number(cell) >= low && Number(cell) <= high;
}

/**
 * Dates and moments, as ISO 8601: a bound of a day or a month takes in all of it.
 * @param {{min?: string, max?: string}} filter
 * @returns {(cell: Cell) => boolean}
 */
function textRange({ min = "", max }) {
  return (cell) => {
    if (cell === null) return false;
    const text = String(cell);
    return text >= min && (max === undefined || text.slice(0, max.length) <= max);
  };
}

/**
 * Whether no cell between these bounds can pass: then a group need not be read.
 * @param {Filter} filter
 * @param {Kind} kind
 * @param {{min?: any, max?: any}} bounds
 */
export function rulesOut(filter, kind, { min, max }) {
  if (min === undefined || max === undefined || filter.kind === "contains") return false;
  if (kind === "number") return numbersRuledOut(filter, Number(min), Number(max));
  if (typeof min !== "string" || typeof max !== "string") return false;
  return textsRuledOut(filter, min, max);
}

/**
 * @param {Filter} filter
 * @param {number} min
 * @param {number} max
 */
function numbersRuledOut(filter, min, max) {
  if (filter.kind === "in") {
    return filter.values.every((value) => value !== null && (Number(value) < min || Number(value) > max));
  }
  if (filter.kind !== "range") return false;
  return max < Number(filter.min ?? -Infinity) || min > Number(filter.max ?? Infinity);
}

// Parquet orders texts by their bytes, JavaScript by UTF-16: alike but for these.
const ORDERED_OTHERWISE = /[\ud800-\uffff]/;

/**
 * @param {Filter} filter
 * @param {string} min
 * @param {string} max
 */
function textsRuledOut(filter, min, max) {
  if (ORDERED_OTHERWISE.test(min + max)) return false;
  if (filter.kind === "in") {
    return filter.values.every(
      (value) => value !== null && !ORDERED_OTHERWISE.test(value) && (value < min || value > max),
    );
  }
  if (filter.kind !== "range") return false;
  const { min: low = "", max: high } = filter;
  return max < low || (high !== undefined && min.slice(0, high.length) > high);
}
