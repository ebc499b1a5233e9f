// CSV as the portal's own files have it, with the mark that spreadsheets know UTF-8 by.

/** @import {Cell} from "./types.js" */

const MARK = "\ufeff";
// Two or more characters of which the first makes a spreadsheet calculate, and no plain number.
const FORMULA = /^[=+\-@\t\r][^]/;
const NUMBER = /^[+-][0-9][0-9., ]*$/;
const QUOTED = /[",\r\n]/;

/**
 * Records of CSV, each ended by a line feed.
 * @param {Cell[][]} rows
 */
export function csvLines(rows) {
  return rows.map((row) => `${row.map(csvCell).join(",")}\n`).join("");
}

/**
 * A whole file.
 * @param {string[]} names
 * @param {Iterable<string>} parts records
 */
export function csvBlob(names, parts) {
  return new Blob([MARK, csvLines([names]), ...parts], { type: "text/csv;charset=utf-8" });
}

/** @param {Cell} cell */
function csvCell(cell) {
  if (cell === null) return "";
  if (typeof cell === "number") return plainNumber(cell);
  if (typeof cell !== "string") return String(cell);
  const safe = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Neither exponents nor grouping.
 * @param {number} number
 */
function plainNumber(number) {
  const text = String(number);
  if (!text.includes("e")) return text;
  return number.toLocaleString("en", { useGrouping: false, maximumSignificantDigits: 17 });
}
