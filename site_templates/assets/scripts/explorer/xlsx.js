// A sheet of the rows that somebody chose, loaded when asked for.

import writeExcelFile from "write-excel-file/universal";

/** @import {Cell} from "./types.js" */

/** The longest text that a cell of a sheet can hold. */
const LONGEST_CELL = 32_767;

/**
 * A workbook of one sheet, its first row the names of the columns.
 * @param {string[]} names
 * @param {Cell[][]} rows
 * @returns {Promise<Blob>}
 */
export function xlsxBlob(names, rows) {
  const head = names.map((value) => ({ value: value.slice(0, LONGEST_CELL), fontWeight: /** @type {const} */ ("bold") }));
  const sheet = [head, ...rows.map((row) => row.map(sheetCell))];
  return writeExcelFile(sheet, { stickyRowsCount: 1 }).toBlob();
}

/**
 * Text stays text, whatever it begins with; numbers that a double cannot hold are text.
 * @param {Cell} cell
 */
function sheetCell(cell) {
  if (typeof cell === "bigint") return { value: String(cell), type: String };
  if (typeof cell === "string") return { value: cell.slice(0, LONGEST_CELL), type: String };
  return cell;
}
