// Programs that give the same joined table outside the browser.

/** @import {How, Index, State} from "./types.js" */

/** @typedef {{address: string, csv?: string, keys: string[], value: string, how: How, name: string}} Part */

const SQL = { sum: "sum", mean: "avg", min: "min", max: "max" };
const PANDAS = { sum: "sum", mean: "mean", min: "min", max: "max" };
const R = { sum: "sum", mean: "mean", min: "min", max: "max" };

/**
 * DuckDB, pandas and R, in the order of the page.
 * @param {State} state
 * @param {Index} index
 * @returns {string[]}
 */
export function programs(state, index) {
  const a = part(index, state.a, state.k, state.x, state.fx, "a");
  const b = part(index, state.b, state.k, state.y, state.fy, "b");
  return [duckdb(a, b), pandas(a, b), r(a, b)];
}

/**
 * @param {Index} index
 * @param {string} id
 * @param {string[]} k
 * @param {string} value
 * @param {How} how
 * @param {string} name
 * @returns {Part}
 */
function part(index, id, k, value, how, name) {
  const table = index.tables[id];
  const keys = k.map((key) => table?.keys[key] ?? "");
  const { address = "", csv } = table ?? {};
  return { address, ...(csv && { csv }), keys, value, how: value ? how : "count", name };
}

const sqlName = (/** @type {string} */ name) => `"${name.replaceAll('"', '""')}"`;
const sqlText = (/** @type {string} */ text) => `'${text.replaceAll("'", "''")}'`;
const literal = (/** @type {string} */ text) => JSON.stringify(text);
const rName = (/** @type {string} */ name) => `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
const keyNames = (/** @type {Part} */ { keys }) => keys.map((_, number) => `key${number + 1}`);

/**
 * @param {Part} a
 * @param {Part} b
 */
function duckdb(a, b) {
  const side = (/** @type {Part} */ one) => {
    const figure = one.how === "count" ? "count(*)" : `${SQL[one.how]}(${sqlName(one.value)})`;
    const keys = one.keys.map((key, number) => `${sqlName(key)} AS key${number + 1}`).join(", ");
    const kept = one.keys.map((key) => `${sqlName(key)} IS NOT NULL`).join(" AND ");
    return `  SELECT ${keys}, ${figure} AS value_${one.name}\n  FROM ${sqlText(one.address)}\n  WHERE ${kept}\n  GROUP BY ALL`;
  };
  const keys = keyNames(a).join(", ");
  return `WITH a AS (\n${side(a)}\n), b AS (\n${side(b)}\n)\nSELECT * FROM a JOIN b USING (${keys})\nORDER BY ${keys};`;
}

/**
 * @param {Part} a
 * @param {Part} b
 */
function pandas(a, b) {
  const side = (/** @type {Part} */ one) => {
    const keys = `[${one.keys.map(literal).join(", ")}]`;
    const figure = one.how === "count" ? ".size()" : `[${literal(one.value)}].${PANDAS[one.how]}(${one.how === "sum" ? "min_count=1" : ""})`;
    const read = `pd.read_parquet(${literal(one.address)})`;
    const names = `[${keyNames(one).map(literal).join(", ")}]`;
    return `${one.name} = ${read}.groupby(${keys})${figure}.rename("value_${one.name}").rename_axis(${names})`;
  };
  return `import pandas as pd\n\n${side(a)}\n${side(b)}\njoined = pd.concat([a, b], axis=1, join="inner").sort_index()\nprint(joined)`;
}

/**
 * @param {Part} a
 * @param {Part} b
 */
function r(a, b) {
  const side = (/** @type {Part} */ one) => {
    const keys = one.keys.map((key, number) => `key${number + 1} = ${rName(key)}`).join(", ");
    const kept = keyNames(one).map((key) => `!is.na(${key})`).join(", ");
    return `${one.name} <- ${rTable(one)} |>\n  group_by(${keys}) |>\n  summarise(value_${one.name} = ${rFigure(one)}, .groups = "drop") |>\n  filter(${kept})`;
  };
  const keys = keyNames(a).map(literal).join(", ");
  return `library(readr)\nlibrary(dplyr)\n\n${side(a)}\n${side(b)}\ninner_join(a, b, by = c(${keys})) |>\n  arrange(across(c(${keys})))`;
}

/**
 * The columns that are needed: keys are text, so that codes keep their zeros. What is published
 * as Parquet alone needs one package more.
 * @param {Part} part
 */
function rTable({ address, csv, keys, value, how }) {
  if (!csv) return `arrow::read_parquet(${literal(address)})`;
  const types = new Map(keys.map((key) => [key, "c"]));
  if (how !== "count" && !types.has(value)) types.set(value, "d");
  const columns = [...types].map(([name, type]) => `${rName(name)} = "${type}"`).join(", ");
  return `read_csv(${literal(csv)}, na = "", col_types = cols_only(${columns}))`;
}

/**
 * Of cells that are all missing R makes 0, NaN or Inf; here they stay missing.
 * @param {Part} part
 */
function rFigure({ keys, value, how }) {
  if (how === "count") return "n()";
  const cells = keys.includes(value) ? `as.numeric(${rName(value)})` : rName(value);
  return `if (all(is.na(${cells}))) NA_real_ else ${R[how]}(${cells}, na.rm = TRUE)`;
}
