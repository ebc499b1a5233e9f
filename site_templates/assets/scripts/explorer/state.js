// What is shown, in the address: ?f=xa:an binh&s=-gia_tri&p=3&c=ngay,xa. It comes from anybody.

/** @import {Column, Filter, Grouping, Kind, Measure, Part, State} from "./types.js" */

export const SIZES = [15, 50, 100];
const MEASURES = new Set(["count", "sum", "mean", "min", "max"]);
const PARTS = new Set(["", "month", "year"]);
const OWN = ["t", "q", "f", "s", "p", "n", "c", "g", "a", "m", "sql"];
const LONGEST_TEXT = 1000;
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** @returns {State} */
export function initialState() {
  return {
    query: "", filters: [], sort: null, page: 1, size: SIZES[0] ?? 15, columns: null, group: null, sql: null,
  };
}

/**
 * The state that an address asks for. What is broken or names columns that are not there is left
 * out, and told.
 * @param {string} search
 * @param {Map<string, Kind>} kinds of the table's columns
 * @returns {{state: State, ignored: boolean}}
 */
export function readState(search, kinds) {
  const asked = new URLSearchParams(search);
  const state = initialState();
  const filters = asked.getAll("f").map((text) => readFilter(text, kinds));
  const sort = readSort(asked.get("s"), kinds);
  const columns = readColumns(asked.get("c"), kinds);
  const group = readGroup(asked, kinds);
  const page = readPage(asked.get("p"));
  const size = Number(asked.get("n") ?? state.size);
  state.query = (asked.get("q") ?? "").slice(0, LONGEST_TEXT);
  state.filters = merged(filters.filter((filter) => filter !== undefined));
  state.sort = sort ?? null;
  state.columns = columns?.length ? columns : null;
  state.group = group ?? null;
  state.page = page ?? 1;
  state.size = SIZES.includes(size) ? size : state.size;
  state.sql = asked.get("sql")?.slice(0, 10 * LONGEST_TEXT) ?? null;
  const parts = [...filters, sort, columns, group, page];
  return { state, ignored: parts.includes(undefined) || !SIZES.includes(size) };
}

/**
 * The query of an address for a state; parameters of others stay.
 * @param {string} search
 * @param {State} state
 * @param {string | null} table its name where a page has several
 */
export function writeState(search, state, table) {
  const asked = new URLSearchParams(search);
  for (const name of OWN) asked.delete(name);
  const { query, filters, sort, page, size, columns, group, sql } = state;
  /** @type {[string, string | null | false][]} */
  const parts = [
    ["q", query],
    ...filters.flatMap(writeFilter).map((text) => /** @type {[string, string]} */ (["f", text])),
    ["s", sort && (sort.descending ? "-" : "") + sort.column],
    ["p", page > 1 && String(page)],
    ["n", size !== SIZES[0] && String(size)],
    ["c", columns && columns.map(guarded).join(",")],
    ["g", group && `${group.part && `${group.part}.`}${group.by}`],
    ["a", group && group.measure],
    ["m", group?.of ?? null],
    ["sql", sql],
  ];
  const told = parts.filter(([, value]) => value);
  if (table !== null && told.length) asked.append("t", table);
  for (const [name, value] of told) asked.append(name, value || "");
  const text = asked.toString().replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%3D/g, "=");
  return text && `?${text}`;
}

/**
 * `column:text`, `column:=value`, `column:min..max`; undefined where it is broken.
 * @param {string} text
 * @param {Map<string, Kind>} kinds
 * @returns {Filter | undefined}
 */
function readFilter(text, kinds) {
  // Names may hold colons: the longest that fits is meant.
  const column = longest([...kinds.keys()].filter((name) => text.startsWith(`${name}:`)));
  if (column === undefined) return undefined;
  const rest = text.slice(column.length + 1).slice(0, LONGEST_TEXT);
  if (rest.startsWith("=")) return { column, kind: "in", values: [rest.slice(1) || null] };
  const kind = kinds.get(column);
  if (kind === "text") return rest.trim() ? { column, kind: "contains", text: rest } : undefined;
  return kind === "boolean" ? undefined : readRange(column, rest, kind === "number");
}

/** @param {string[]} names */
function longest(names) {
  return names.sort((a, b) => b.length - a.length)[0];
}

/**
 * @param {string} column
 * @param {string} text
 * @param {boolean} isNumber
 * @returns {Filter | undefined}
 */
function readRange(column, text, isNumber) {
  const [min = "", max = "", ...more] = text.split("..");
  const isBound = (/** @type {string} */ bound) =>
    bound === "" || (isNumber ? Number.isFinite(Number(bound)) && bound.trim() !== "" : DATE.test(bound));
  if (more.length || !text.includes("..") || !(min || max) || !isBound(min) || !isBound(max)) return undefined;
  return { column, kind: "range", ...(min && { min }), ...(max && { max }) };
}

/**
 * Values of one column belong to one filter.
 * @param {Filter[]} filters
 * @returns {Filter[]}
 */
function merged(filters) {
  /** @type {Filter[]} */
  const found = [];
  for (const filter of filters) {
    const same = found.find((each) => each.kind === "in" && each.column === filter.column);
    if (same?.kind === "in" && filter.kind === "in") same.values = [...new Set([...same.values, ...filter.values])];
    else found.push(filter);
  }
  return found;
}

/** @param {Filter} filter */
function writeFilter(filter) {
  const { column } = filter;
  if (filter.kind === "contains") return [`${column}:${filter.text}`];
  if (filter.kind === "in") return filter.values.map((value) => `${column}:=${value ?? ""}`);
  return [`${column}:${filter.min ?? ""}..${filter.max ?? ""}`];
}

/**
 * @param {string | null} text
 * @param {Map<string, Kind>} kinds
 */
function readSort(text, kinds) {
  if (!text) return null;
  if (kinds.has(text)) return { column: text, descending: false };
  const column = text.slice(1);
  return text.startsWith("-") && kinds.has(column) ? { column, descending: true } : undefined;
}

/**
 * @param {string | null} text
 * @param {Map<string, Kind>} kinds
 */
function readColumns(text, kinds) {
  if (!text) return null;
  const names = text.split(",").map(unguarded);
  const known = [...new Set(names.filter((name) => kinds.has(name)))];
  return known.length === names.length ? known : undefined;
}

/** @param {string} name */
function guarded(name) {
  return name.replace(/[%,]/g, encodeURIComponent);
}

/** @param {string} name */
function unguarded(name) {
  return name.replace(/%25|%2C/g, decodeURIComponent);
}

/** @param {string | null} text */
function readPage(text) {
  if (text === null) return 1;
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}

/**
 * @param {URLSearchParams} asked
 * @param {Map<string, Kind>} kinds
 * @returns {Grouping | null | undefined}
 */
function readGroup(asked, kinds) {
  const [text, measure, of] = [asked.get("g"), asked.get("a") ?? "count", asked.get("m")];
  if (!text) return null;
  const [first = "", ...rest] = text.split(".");
  const isPart = !kinds.has(text) && PARTS.has(first);
  const by = isPart ? rest.join(".") : text;
  const needsColumn = measure !== "count";
  if (!kinds.has(by) || !MEASURES.has(measure)) return undefined;
  if (needsColumn && kinds.get(of ?? "") !== "number") return undefined;
  return {
    by,
    part: /** @type {Part} */ (isPart ? first : ""),
    measure: /** @type {Measure} */ (measure),
    of: needsColumn ? of : null,
  };
}
