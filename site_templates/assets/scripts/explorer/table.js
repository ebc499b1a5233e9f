// A Parquet file as groups of rows, of which columns are read and kept.

import { decompress } from "fzstd";
import { parquetMetadataAsync, parquetRead } from "hyparquet";

import { openFile } from "./file.js";
import { PARSERS, cellOf, kindOf } from "./values.js";

/** @import {Cell, Config, Kind} from "./types.js" */
/** @import {AsyncBuffer, FileMetaData, SchemaElement} from "hyparquet" */

/** About 200 MB of cells at worst; what was used longest ago goes first. */
const MOST_CELLS = 12_000_000;

/** @typedef {{start: number, rows: number}} RowGroup */

export class Table {
  /** @type {Map<string, Promise<Cell[]>>} */
  #kept = new Map();
  #keptCells = 0;
  /** @type {Map<string, SchemaElement>} */
  #elements;

  /**
   * @param {AsyncBuffer} file
   * @param {FileMetaData} metadata
   * @param {Config} config
   */
  constructor(file, metadata, config) {
    this.file = file;
    this.metadata = metadata;
    this.rows = Number(metadata.num_rows);
    this.groups = groupsOf(metadata);
    this.#elements = new Map(metadata.schema.slice(1).map((each) => [each.name, each]));
    /** @type {Map<string, Kind>} */
    this.kinds = new Map();
    for (const { name, type } of config.columns) {
      const element = this.#elements.get(name);
      if (element) this.kinds.set(name, kindOf(type, element));
    }
    this.names = [...this.kinds.keys()];
  }

  /**
   * The cells of some columns in some groups of rows, by column, in the order of the groups.
   * @param {string[]} names
   * @param {number[]} groups
   * @returns {Promise<Map<string, Cell[][]>>}
   */
  async read(names, groups) {
    for (const run of runs(groups)) this.#fetch(names, run).catch(() => {});
    /** @type {Map<string, Cell[][]>} */
    const found = new Map();
    for (const name of names) {
      found.set(name, await Promise.all(groups.map((group) => this.#cells(name, group))));
    }
    return found;
  }

  /**
   * The smallest and largest value of a column in a group, where the file tells.
   * @param {string} name
   * @param {number} group
   */
  bounds(name, group) {
    const columns = this.metadata.row_groups[group]?.columns;
    const chunk = columns?.find((each) => each.meta_data?.path_in_schema[0] === name);
    const told = chunk?.meta_data?.statistics;
    return { min: told?.min_value, max: told?.max_value };
  }

  /**
   * @param {string} name
   * @param {number} group
   * @returns {Promise<Cell[]>}
   */
  #cells(name, group) {
    const key = `${group} ${name}`;
    const cells = this.#kept.get(key);
    if (!cells) return this.#fetch([name], [group]).then(() => this.#cells(name, group));
    this.#kept.delete(key);
    this.#kept.set(key, cells);
    return cells;
  }

  /**
   * Read groups that follow one another; what is there already is not read again.
   * @param {string[]} names
   * @param {number[]} run
   */
  async #fetch(names, run) {
    const missing = names.filter((name) => run.some((group) => !this.#kept.has(`${group} ${name}`)));
    const first = this.groups[run[0] ?? 0];
    const last = this.groups[run.at(-1) ?? 0];
    if (!missing.length || !first || !last) return;
    const sinks = new Map(missing.map((name) => [name, run.map((group) => sink(this.#size(group)))]));
    for (const [name, each] of sinks) {
      each.forEach(({ done }, index) => this.#keep(`${run[index]} ${name}`, done, run[index] ?? 0));
    }
    const settle = settler(sinks, run.map((group) => this.groups[group]?.start ?? 0), this.#elements);
    try {
      await parquetRead({
        file: this.file,
        metadata: this.metadata,
        columns: missing,
        rowStart: first.start,
        rowEnd: last.start + last.rows,
        parsers: PARSERS,
        compressors: { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) },
        onChunk: settle,
      });
    } catch (error) {
      for (const [name, each] of sinks) {
        run.forEach((group) => this.#kept.delete(`${group} ${name}`));
        each.forEach(({ fail }) => fail(error));
      }
      throw error;
    }
  }

  /** @param {number} group */
  #size(group) {
    return this.groups[group]?.rows ?? 0;
  }

  /**
   * @param {string} key
   * @param {Promise<Cell[]>} cells
   * @param {number} group
   */
  #keep(key, cells, group) {
    cells.catch(() => {});
    this.#kept.set(key, cells);
    this.#keptCells += this.#size(group);
    for (const oldest of this.#kept.keys()) {
      if (this.#keptCells <= MOST_CELLS) break;
      this.#kept.delete(oldest);
      this.#keptCells -= this.#size(Number.parseInt(oldest, 10));
    }
  }
}

/**
 * Open the table that a page tells of.
 * @param {Config} config
 * @param {typeof fetch} [ask]
 * @param {import("./ahead.js").Piece[]} [given]
 */
export async function openTable(config, ask, given) {
  const file = await openFile(config, ask, given);
  const metadata = await parquetMetadataAsync(file, {
    initialFetchSize: Math.min(config.footer, file.byteLength),
    parsers: PARSERS,
    geoparquet: false,
  });
  for (const element of metadata.schema) keepDecimalsRaw(element);
  return new Table(file, metadata, config);
}

/**
 * Long decimals are decoded by us, digit for digit: hyparquet makes doubles of them.
 * @param {SchemaElement} element
 */
function keepDecimalsRaw(element) {
  if (element.type === "FIXED_LEN_BYTE_ARRAY" && element.converted_type === "DECIMAL") {
    delete element.converted_type;
    delete element.logical_type;
  }
}

/** @param {FileMetaData} metadata */
function groupsOf(metadata) {
  let start = 0;
  return metadata.row_groups.map(({ num_rows: rows }) => {
    const group = { start, rows: Number(rows) };
    start += group.rows;
    return group;
  });
}

/**
 * Consecutive numbers together.
 * @param {number[]} groups in order
 */
function runs(groups) {
  /** @type {number[][]} */
  const found = [];
  for (const group of groups) {
    const last = found.at(-1);
    if (last?.at(-1) === group - 1) last.push(group);
    else found.push([group]);
  }
  return found;
}

/** @param {number} rows */
function sink(rows) {
  /** @type {(cells: Cell[]) => void} */
  let fill = () => {};
  /** @type {(error: unknown) => void} */
  let fail = () => {};
  /** @type {Promise<Cell[]>} */
  const done = new Promise((resolve, reject) => {
    fill = resolve;
    fail = reject;
  });
  /** @type {Cell[]} */
  const cells = new Array(rows).fill(null);
  if (!rows) fill(cells);
  return { cells, left: rows, done, fill, fail };
}

/**
 * Takes decoded pages to their places.
 * @param {Map<string, ReturnType<typeof sink>[]>} sinks
 * @param {number[]} starts
 * @param {Map<string, SchemaElement>} elements
 * @returns {(chunk: import("hyparquet").ColumnData) => void}
 */
function settler(sinks, starts, elements) {
  return ({ columnName, columnData, rowStart }) => {
    const element = elements.get(columnName);
    const index = starts.findLastIndex((start) => start <= rowStart);
    const into = sinks.get(columnName)?.[index];
    if (!into || !element) return;
    const cell = cellOf(element);
    const offset = rowStart - (starts[index] ?? 0);
    const count = Math.min(columnData.length, into.cells.length - offset);
    for (let i = 0; i < count; i++) into.cells[offset + i] = cell(columnData[i]);
    into.left -= count;
    if (into.left <= 0) into.fill(into.cells);
  };
}
