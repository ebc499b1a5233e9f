// Queries to begin with, made of the table's own columns.

/** @import {Column, Kind, Words} from "../explorer/types.js" */

/**
 * A name as SQL takes it.
 * @param {string} name
 */
export function quoted(name) {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

const RESERVED = new Set([
  "select", "from", "where", "group", "order", "by", "having", "limit", "offset", "as", "on", "join", "in", "and",
  "or", "not", "null", "is", "like", "between", "case", "when", "then", "else", "end", "cast", "distinct", "union",
  "all", "with", "date", "time", "interval", "year", "month", "day", "data", "true", "false", "exists", "left", "right",
]);

/**
 * Titles and queries.
 * @param {Column[]} columns
 * @param {Map<string, Kind>} kinds
 * @param {Words} words
 * @returns {{title: string, query: string}[]}
 */
export function examples(columns, kinds, words) {
  const ofKind = (/** @type {Kind} */ kind) => columns.filter(({ name }) => kinds.get(name) === kind);
  const [texts, numbers, dates] = [ofKind("text"), ofKind("number"), ofKind("date")];
  const group = texts.find(({ few }) => few) ?? dates[0];
  const number = numbers.find(({ type }) => type !== "year");
  const text = texts.find(({ few }) => !few) ?? texts[0];
  const found = [{ title: words("sql.first_rows"), query: "SELECT *\nFROM data\nLIMIT 10" }];
  if (group) {
    const by = quoted(group.name);
    found.push({
      title: words("sql.by_group", { column: group.label }),
      query: `SELECT ${by}, COUNT(*) AS so_dong${number ? `,\n  AVG(${quoted(number.name)}) AS trung_binh` : ""}\nFROM data\nGROUP BY ${by}\nORDER BY so_dong DESC`,
    });
  }
  if (number) {
    found.push({
      title: words("sql.largest", { column: number.label }),
      query: `SELECT *\nFROM data\nWHERE ${quoted(number.name)} IS NOT NULL\nORDER BY ${quoted(number.name)} DESC\nLIMIT 10`,
    });
  }
  if (text) {
    found.push({
      title: words("sql.unaccented", { column: text.label }),
      query: `SELECT *\nFROM data\nWHERE bo_dau(${quoted(text.name)}) LIKE '%an%'\nLIMIT 50`,
    });
  }
  return found;
}
