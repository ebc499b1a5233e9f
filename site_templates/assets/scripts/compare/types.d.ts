// The words that the comparison's modules share.

export type How = "sum" | "mean" | "min" | "max" | "count";

export interface Column {
  name: string;
  label: string;
  type: string;
  unit?: string;
}

/** A table that can be joined; `file` lies below the site's top. */
export interface Table {
  title: string;
  rows: number;
  /** The column of each key, by the key's name. */
  keys: Record<string, string>;
  columns: Column[];
  file?: string;
  address?: string;
  /** Of the same table as CSV, where it is published. */
  csv?: string;
  bytes?: number;
  footer?: number;
}

export interface Key {
  label: string;
  kind: "area" | "time" | "code";
  /** What codes stand for, where the portal knows. */
  names?: Record<string, string>;
}

export interface Index {
  keys: Record<string, Key>;
  tables: Record<string, Table>;
}

/** What is compared; a column "" stands for counting rows. */
export interface State {
  a: string;
  b: string;
  /** Names of keys. */
  k: string[];
  x: string;
  y: string;
  fx: How;
  fy: How;
}

/** Something of the address that could not be followed: a word's name and what it speaks of. */
export interface Fault {
  word: "unknown_table" | "unknown_column" | "unknown_key" | "no_shared";
  name: string;
}

/** One table brought to one number for each key. */
export interface Side {
  values: Map<string, number | null>;
  keyed: number;
  missing: number;
}

export interface Pair {
  keys: string[];
  x: number | null;
  y: number | null;
}

export interface Joined {
  pairs: Pair[];
  onlyA: number;
  onlyB: number;
}

export interface Config {
  language: "vi" | "en";
  index: string;
  words: Record<string, string>;
}
