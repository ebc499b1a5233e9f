// Everything that can be asked of a table; runs in the page, or in a worker for large tables.

import { arranged, tallies } from "./aggregate.js";
import { csvBlob, csvLines } from "./csv.js";
import { Superseded, byGroup, groupsOf, select } from "./select.js";
import { openTable } from "./table.js";

/** @import {Cell, Config, Engine, Grouping, Selection} from "./types.js" */
/** @import {Table} from "./table.js" */

/** More rows than that make a sheet that neither the page nor the reader can handle. */
export const MOST_SHEET_ROWS = 100_000;
const MOST_SQL_ROWS = 10_000;

/**
 * An engine for one table.
 * @param {typeof fetch} [ask]
 * @returns {Engine}
 */
export function makeEngine(ask) {
  /** @type {Promise<Table> | undefined} */
  let opened;
  let asked = 0;
  /** @type {{key: string, rows: Promise<Uint32Array | null>} | undefined} */
  let last;

  const table = () => {
    if (!opened) throw new Error("not open");
    return opened;
  };

  /**
   * The rows of a selection; the last one is remembered.
   * @param {Selection} selection
   * @param {() => void} [check]
   */
  const chosen = async (selection, check) => {
    const { query, filters, sort } = selection;
    const key = JSON.stringify([query, filters, sort]);
    if (last?.key !== key) {
      const found = select(await table(), selection, check);
      last = { key, rows: found };
      found.catch(() => { if (last?.key === key) last = undefined; });
    }
    return last.rows;
  };

  return {
    async open(config, given) {
      opened = openTable(config, ask, given);
      return Object.fromEntries((await opened).kinds);
    },

    async rows(selection, start, end, columns) {
      const turn = ++asked;
      const from = await table();
      const rows = await chosen(selection, () => { if (turn !== asked) throw new Superseded(); });
      const total = rows?.length ?? from.rows;
      const wanted = rows?.subarray(start, end) ?? range(start, Math.min(end, total));
      return { total, rows: await cellsOf(from, [...wanted], columns) };
    },

    async values(column) {
      const from = await table();
      /** @type {Map<Cell, number>} */
      const counts = new Map();
      const cells = (await from.read([column], groupsOf(from, null))).get(column) ?? [];
      for (const group of cells) for (const cell of group) counts.set(cell, (counts.get(cell) ?? 0) + 1);
      return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
    },

    async group(selection, grouping) {
      const from = await table();
      const rows = await chosen({ ...selection, sort: null });
      return arranged(await grouped(from, rows, grouping), from.kinds.get(grouping.by) ?? "text");
    },

    async csv(selection, columns) {
      const from = await table();
      const rows = await chosen(selection);
      const parts = [];
      for (const batch of batches(rows ?? range(0, from.rows))) {
        parts.push(csvLines(await cellsOf(from, batch, columns)));
      }
      return csvBlob(columns, parts);
    },

    async xlsx(selection, columns) {
      const from = await table();
      const rows = await chosen(selection);
      const wanted = rows?.slice(0, MOST_SHEET_ROWS) ?? range(0, Math.min(from.rows, MOST_SHEET_ROWS));
      const { xlsxBlob } = await import("./xlsx.js");
      return xlsxBlob(columns, await cellsOf(from, [...wanted], columns));
    },

    async sql(query) {
      const { runSql } = await import("../sql/run.js");
      return runSql(await table(), query, MOST_SQL_ROWS);
    },
  };
}

/**
 * The cells of rows, row by row.
 * @param {Table} table
 * @param {number[]} rows
 * @param {string[]} columns
 * @returns {Promise<Cell[][]>}
 */
async function cellsOf(table, rows, columns) {
  const groups = [...byGroup(table, rows).keys()].sort((a, b) => a - b);
  const read = await table.read(columns, groups);
  const places = new Map(groups.map((group, at) => [group, at]));
  const inOrder = columns.map((name) => read.get(name) ?? []);
  const size = table.groups[0]?.rows || 1;
  return rows.map((row) => {
    const group = Math.min(Math.floor(row / size), table.groups.length - 1);
    const at = places.get(group) ?? 0;
    const place = row - (table.groups[group]?.start ?? 0);
    return inOrder.map((cells) => cells[at]?.[place] ?? null);
  });
}

/**
 * @param {Table} table
 * @param {Uint32Array | null} rows
 * @param {Grouping} grouping
 */
async function grouped(table, rows, grouping) {
  const { by, measure, of } = grouping;
  const found = tallies(grouping);
  const groups = groupsOf(table, rows);
  const measured = measure === "count" || of === null ? by : of;
  const read = await table.read([...new Set([by, measured])], groups);
  const inGroups = rows && byGroup(table, rows);
  groups.forEach((group, at) => {
    const keys = read.get(by)?.[at] ?? [];
    const values = read.get(measured)?.[at] ?? [];
    const start = table.groups[group]?.start ?? 0;
    const own = inGroups ? (inGroups.get(group) ?? []) : range(start, start + keys.length);
    for (const row of own) found.add(keys[row - start] ?? null, values[row - start] ?? null);
  });
  return found.groups();
}

/**
 * @param {number} start
 * @param {number} end
 */
function range(start, end) {
  return Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);
}

/** @param {ArrayLike<number>} rows */
function* batches(rows) {
  const size = 20_000;
  for (let start = 0; start < rows.length; start += size) {
    yield Array.from({ length: Math.min(size, rows.length - start) }, (_, i) => rows[start + i] ?? 0);
  }
}
