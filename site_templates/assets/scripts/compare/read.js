// The columns of a table that are compared.

import { openTable } from "../explorer/table.js";

/** @import {Cell} from "../explorer/types.js" */
/** @import {Table} from "./types.js" */

/** More rows than that take too long on a phone; DuckDB or Python take them in a second. */
export const MOST_ROWS = 300_000;

/** The table has more rows than a page can join. */
export class TooManyRows extends Error {
  name = "too_large";

  /** @param {Table} table */
  constructor(table) {
    super(table.title);
    this.table = table;
  }
}

/**
 * All cells of some columns, by name.
 * @param {Table} table
 * @param {string[]} names
 * @param {URL} top of the site
 * @returns {Promise<Map<string, Cell[]>>}
 */
export async function readColumns(table, names, top) {
  const { file, bytes = 0, footer = 0, rows } = table;
  if (rows > MOST_ROWS || !file) throw new TooManyRows(table);
  const wanted = [...new Set(names)];
  const config = /** @type {any} */ ({
    file: new URL(file, top).href, bytes, footer, rows,
    columns: wanted.map((name) => ({ name, label: name, type: "string" })),
  });
  const opened = await openTable(config);
  const groups = opened.groups.map((_, number) => number);
  const found = await opened.read(wanted, groups);
  return new Map([...found].map(([name, parts]) => [name, parts.flat()]));
}
