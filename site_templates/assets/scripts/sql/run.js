// SQL over the columns of a table, loaded when somebody asks for it.

import { executeSql } from "squirreling";

import { fold } from "../text/fold.js";

/** @import {AsyncDataSource, SqlPrimitive, UserDefinedFunction} from "squirreling" */
/** @import {Cell, Result, SqlFault} from "../explorer/types.js" */
/** @import {Table} from "../explorer/table.js" */

/** What queries call the table. */
export const TABLE = "data";

/** @type {Record<string, UserDefinedFunction>} */
const FUNCTIONS = {
  // Text without marks, đ as d, in small letters: bo_dau(ten) LIKE '%an binh%'.
  BO_DAU: {
    apply: (text) => (text === null || text === undefined ? null : fold(String(text))),
    arguments: { min: 1, max: 1, signature: "text" },
  },
};

/**
 * The first rows of a query's result, or what is wrong with the query.
 * @param {Pick<Table, "names" | "groups" | "rows" | "read">} table
 * @param {string} query
 * @param {number} most rows that are given
 * @returns {Promise<Result | {fault: SqlFault}>}
 */
export async function runSql(table, query, most) {
  try {
    return await run(table, query, most);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { positionStart: start, positionEnd: end } =
      /** @type {{positionStart?: number, positionEnd?: number}} */ (error);
    return { fault: { message: error.message, ...(start === undefined ? {} : { start, end: end ?? start }) } };
  }
}

/**
 * @param {Pick<Table, "names" | "groups" | "rows" | "read">} table
 * @param {string} query
 * @param {number} most
 * @returns {Promise<Result>}
 */
async function run(table, query, most) {
  const source = dataSource(table);
  const result = executeSql({
    tables: { [TABLE]: source, du_lieu: source },
    query: query.replace(/;\s*$/, ""),
    functions: FUNCTIONS,
  });
  /** @type {Cell[][]} */
  const rows = [];
  for await (const { cells, resolved } of result.rows()) {
    if (rows.length >= most) return { columns: result.columns, rows, cut: true };
    const values = result.columns.map((name) => (resolved && name in resolved ? resolved[name] : cells[name]?.()));
    rows.push((await Promise.all(values)).map(plain));
  }
  return { columns: result.columns, rows, cut: false };
}

/**
 * @param {Pick<Table, "names" | "groups" | "rows" | "read">} table
 * @returns {AsyncDataSource}
 */
function dataSource(table) {
  return {
    numRows: table.rows,
    columns: table.names,
    scan: ({ columns = table.names, signal }) => ({
      appliedWhere: false,
      appliedLimitOffset: false,
      async *rows() {
        for (const group of table.groups.keys()) {
          // The first group answers many a LIMIT; then everything comes at once.
          if (group === 1) await table.read(columns, [...table.groups.keys()].slice(1));
          const read = await table.read(columns, [group]);
          const found = columns.map((name) => read.get(name)?.[0] ?? []);
          const count = table.groups[group]?.rows ?? 0;
          for (let row = 0; row < count; row++) {
            if (signal?.aborted) return;
            yield asyncRow(columns, found, row);
          }
        }
      },
    }),
  };
}

/**
 * @param {string[]} columns
 * @param {Cell[][]} found
 * @param {number} row
 */
function asyncRow(columns, found, row) {
  /** @type {Record<string, SqlPrimitive>} */
  const resolved = Object.create(null);
  /** @type {Record<string, () => Promise<SqlPrimitive>>} */
  const cells = Object.create(null);
  columns.forEach((name, at) => {
    const value = found[at]?.[row] ?? null;
    resolved[name] = value;
    cells[name] = () => Promise.resolve(value);
  });
  return { columns, cells, resolved };
}

/**
 * What SQL gives as a cell: dates as ISO 8601, lists and objects as JSON.
 * @param {unknown} value
 * @returns {Cell}
 */
function plain(value) {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, "");
  if (typeof value === "object") return JSON.stringify(value, (_, each) => (typeof each === "bigint" ? String(each) : each));
  return /** @type {Cell} */ (value);
}
