import assert from "node:assert/strict";
import { test } from "node:test";

import { faultText } from "../scripts/sql/errors.js";
import { examples, quoted } from "../scripts/sql/examples.js";
import { runSql } from "../scripts/sql/run.js";

/** @import {Cell, Column, Kind, Words} from "../scripts/explorer/types.js" */

/** @type {Record<string, Cell[]>} */
const CELLS = {
  ten: ["An Bình", "Tân Phú", null, "Đông Thọ"],
  so: [1, 2.5, null, 12345678901234567890n],
  ngay: ["2024-01-01", "2024-02-01", null, "2024-03-01"],
  "cột lạ": ["a", "b", "a", null],
};
const TABLE = {
  names: Object.keys(CELLS),
  rows: 4,
  groups: [{ start: 0, rows: 3 }, { start: 3, rows: 1 }],
  /**
   * @param {string[]} names
   * @param {number[]} groups
   */
  read: async (names, groups) =>
    new Map(names.map((name) => [name, groups.map((group) => (CELLS[name] ?? []).slice(group * 3, group * 3 + 3))])),
};
/** @type {Words} */
const words = (key, blanks = {}) => [key, ...Object.values(blanks)].join("|");

/** @param {string} query */
async function rowsOf(query) {
  const found = await runSql(TABLE, query, 100);
  assert.ok("rows" in found, "fault" in found ? found.fault.message : "");
  return found.rows;
}

/** @param {string} query */
async function faultOf(query) {
  const found = await runSql(TABLE, query, 100);
  assert.ok("fault" in found, JSON.stringify("rows" in found && found.columns));
  return faultText(found.fault, words);
}

test("queries read all groups of rows, in both of the table's names", async () => {
  assert.deepEqual(await rowsOf("SELECT COUNT(*) AS n FROM data"), [[4]]);
  assert.deepEqual(await rowsOf("SELECT ten FROM du_lieu WHERE so > 2 ORDER BY so;"), [["Tân Phú"], ["Đông Thọ"]]);
  assert.deepEqual(await rowsOf('SELECT "cột lạ" AS k, COUNT(*) AS n FROM data GROUP BY "cột lạ" ORDER BY n DESC LIMIT 1'), [["a", 2]]);
});

test("bo_dau finds text typed without marks", async () => {
  assert.deepEqual(await rowsOf("SELECT ten FROM data WHERE bo_dau(ten) LIKE '%dong tho%'"), [["Đông Thọ"]]);
});

test("results are cut, and it is said", async () => {
  const found = await runSql(TABLE, "SELECT * FROM data", 2);
  assert.ok("rows" in found);
  assert.equal(found.rows.length, 2);
  assert.equal(found.cut, true);
});

test("faults are told in words", async () => {
  assert.match(await faultOf("SELECT tên_lạ FROM data"), /^sql\.(no_column|unexpected|character)\|/);
  assert.equal(await faultOf("SELECT nope FROM data"), "sql.no_column|nope");
  assert.equal(await faultOf("SELECT * FROM nope"), "sql.no_table|nope");
  assert.match(await faultOf("SELECT cont(ten) FROM data"), /^sql\.no_function\|cont sql\.near\|.*COUNT/);
  assert.equal(await faultOf("DROP TABLE data"), "sql.select_first|DROP");
  assert.match(await faultOf("SELECT * FROM"), /^sql\.ends_early\|/);
  assert.match(await faultOf("SELECT * FROM data WHERE"), /^sql\.(ends_early|unexpected)/);
  assert.equal(await faultOf("SELECT 'x FROM data"), "sql.unterminated");
  assert.match(await faultOf(""), /^sql\.(ends_early|select_first|unexpected)/);
});

test("no fault is told in the engine's English", async () => {
  const faulty = [
    "SELECT ten, FROM data", "SELECT * FROM data WHERE so >", "SELECT * FROM data LIMIT x",
    "SELECT CAST(so AS DECIMALISH) FROM data", "SELECT ten FROM data GROUP", "SELECT ten FROM data ORDER BY 9",
    "SELECT UPPER(ten, so) FROM data", "SELECT ten FROM data WHERE COUNT(*) > 1", "SELECT so FROM data; SELECT 1",
    "SELECT COUNT(DISTINCT *) FROM data", "SELECT SUBSTRING(ten, -1, -2) FROM data", "SELECT ten FROM data UNION SELECT ten, so FROM data",
    "SELECT a.b.c.d FROM data", "SELECT CASE END FROM data", "WITH a AS (SELECT 1), a AS (SELECT 2) SELECT * FROM a",
    "SELECT REGEXP_MATCHES(ten, '[') FROM data", "SELECT EXTRACT(CENTURY FROM ngay) FROM data", "SELECT # FROM data", "SELECT ten FROM data ORDER BY ten NULLS",
  ];
  const english = /\b(expected|found|cannot|must|not|position|argument|requires|supported|allowed|value)\b/i;
  for (const query of faulty) {
    const found = await runSql(TABLE, query, 100);
    if (!("fault" in found)) continue;
    const told = faultText(found.fault, words);
    assert.doesNotMatch(told.replace(/sql\.\w+/g, ""), english, `${query}: ${found.fault.message}`);
  }
  assert.equal(faultText({ message: "Something new went wrong" }, words), "sql.other");
});

test("every example runs, whatever the columns are called", async () => {
  const columns = /** @type {Column[]} */ ([
    { name: "cột lạ", label: "Cột", type: "string", few: true }, { name: "ten", label: "Tên", type: "string" },
    { name: "so", label: "Số", type: "number" }, { name: "ngay", label: "Ngày", type: "date" },
  ]);
  const kinds = new Map(/** @type {[string, Kind][]} */ ([["cột lạ", "text"], ["ten", "text"], ["so", "number"], ["ngay", "date"]]));
  const offers = examples(columns, kinds, words);
  assert.equal(offers.length, 4);
  for (const { query } of offers) await rowsOf(query);
});

test("names that SQL would take for something else are quoted", () => {
  assert.equal(quoted("ma_xa"), "ma_xa");
  assert.equal(quoted("order"), '"order"');
  assert.equal(quoted('a"b'), '"a""b"');
  assert.equal(quoted("Tên"), '"Tên"');
});
