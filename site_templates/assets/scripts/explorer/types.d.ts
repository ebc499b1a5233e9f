// The words that the explorer's modules share.

/** A cell: ISO 8601 text for dates and moments, exact text for long decimals, null where missing. */
export type Cell = string | number | bigint | boolean | null;

export type Kind = "text" | "number" | "date" | "boolean";

export interface Column {
  name: string;
  label: string;
  /** Of the table's schema: integer, number, year, date, datetime, … */
  type: string;
  unit?: string;
  /** The label's language, where it is not the page's. */
  lang?: string;
  /** Few enough distinct values to choose from a list. */
  few?: boolean;
}

/** What a page tells of one table. */
export interface Config {
  name: string;
  title: string;
  language: "vi" | "en";
  /** Of the Parquet file, with a hash of its content. */
  file: string;
  /** Of the same file for people and programs. */
  address: string;
  bytes: number;
  footer: number;
  rows: number;
  columns: Column[];
  /** Of large tables. */
  worker?: string;
  words: string;
}

export type Filter =
  | { column: string; kind: "contains"; text: string }
  | { column: string; kind: "range"; min?: string; max?: string }
  | { column: string; kind: "in"; values: (string | null)[] };

export interface Sort {
  column: string;
  descending: boolean;
}

/** Which rows, in which order. */
export interface Selection {
  query: string;
  filters: Filter[];
  sort: Sort | null;
}

export type Part = "" | "month" | "year";
export type Measure = "count" | "sum" | "mean" | "min" | "max";

export interface Grouping {
  by: string;
  part: Part;
  measure: Measure;
  /** The column that is measured; none is needed to count. */
  of: string | null;
}

export interface Group {
  key: Cell;
  value: number | null;
  rows: number;
}

export interface State extends Selection {
  page: number;
  size: number;
  /** The columns that are shown, all where null. */
  columns: string[] | null;
  group: Grouping | null;
  sql: string | null;
}

export interface Rows {
  total: number;
  rows: Cell[][];
}

export interface Result {
  columns: string[];
  rows: Cell[][];
  /** Whether there were more rows than are given. */
  cut: boolean;
}

export interface SqlFault {
  message: string;
  start?: number;
  end?: number;
}

/** What reads the table, in this thread or in a worker. */
export interface Engine {
  /** `given` are parts of the file that were fetched ahead. */
  open(config: Config, given?: import("./ahead.js").Piece[]): Promise<Record<string, Kind>>;
  rows(selection: Selection, start: number, end: number, columns: string[]): Promise<Rows>;
  values(column: string): Promise<{ value: Cell; count: number }[]>;
  group(selection: Selection, grouping: Grouping): Promise<Group[]>;
  csv(selection: Selection, columns: string[]): Promise<Blob>;
  xlsx(selection: Selection, columns: string[]): Promise<Blob>;
  sql(query: string): Promise<Result | { fault: SqlFault }>;
}

/** A text of the interface, its blanks filled. */
export type Words = (key: string, blanks?: Record<string, string | number>) => string;
