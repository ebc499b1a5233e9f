import assert from "node:assert/strict";
import { test } from "node:test";

import { arranged, tallies } from "../scripts/explorer/aggregate.js";
import { csvBlob, csvLines } from "../scripts/explorer/csv.js";
import { cellTest, rulesOut } from "../scripts/explorer/filters.js";
import { makeFormats } from "../scripts/explorer/formats.js";
import { decimalText } from "../scripts/explorer/values.js";

const VI = makeFormats("vi", { yes: "Có", no: "Không" });
const EN = makeFormats("en", { yes: "Yes", no: "No" });

test("texts are found without marks, and what is missing is never found", () => {
  const passes = cellTest({ column: "x", kind: "contains", text: "AN BÌNH " }, "text");
  assert.deepEqual(["Xã An Bình", "xa an binh", "An", null, "ĐỒNG AN BÌNH"].map(passes), [true, true, false, false, true]);
});

test("ranges of numbers take in whole numbers that doubles cannot hold", () => {
  const passes = cellTest({ column: "x", kind: "range", min: "2" }, "number");
  assert.deepEqual([1, 2, 12345678901234567890n, "123456789012345678.5", null].map(passes), [false, true, true, true, false]);
});

test("a bound of a month takes in all its days, a bound of a day all its hours", () => {
  const month = cellTest({ column: "x", kind: "range", min: "2024-02", max: "2024-02" }, "date");
  assert.deepEqual(["2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"].map(month), [false, true, true, false]);
  const day = cellTest({ column: "x", kind: "range", max: "2024-02-29" }, "date");
  assert.deepEqual(["2024-02-29T23:59:59Z", "2024-03-01T00:00:00Z"].map(day), [true, false]);
});

test("a chosen value is met by numbers, truth and what is missing", () => {
  const passes = cellTest({ column: "x", kind: "in", values: ["1", "true", null] }, "text");
  assert.deepEqual([1, true, null, "1", false, ""].map(passes), [true, true, true, true, false, false]);
});

test("only groups in which nothing can pass are left unread", () => {
  /** @type {import("../scripts/explorer/types.js").Filter} */
  const days = { column: "x", kind: "range", min: "2024-02", max: "2024-02" };
  assert.equal(rulesOut(days, "date", { min: "2024-01-01", max: "2024-01-31" }), true);
  assert.equal(rulesOut(days, "date", { min: "2024-03-01", max: "2024-04-01" }), true);
  assert.equal(rulesOut(days, "date", { min: "2024-02-29", max: "2024-04-01" }), false);
  assert.equal(rulesOut({ column: "x", kind: "range", max: "5" }, "number", { min: 6n, max: 9n }), true);
  assert.equal(rulesOut({ column: "x", kind: "in", values: ["b", null] }, "text", { min: "c", max: "d" }), false);
  assert.equal(rulesOut({ column: "x", kind: "in", values: ["b"] }, "text", { min: "c", max: "d" }), true);
  assert.equal(rulesOut({ column: "x", kind: "in", values: ["b"] }, "text", {}), false);
});

test("groups are counted, summed and put in order", () => {
  const found = tallies({ by: "x", part: "year", measure: "mean", of: "y" });
  for (const [key, value] of /** @type {[string | null, number | null][]} */ ([
    ["2024-01-01", 1], ["2023-05-01", 10], ["2024-12-31", 2], ["2022-01-01", null], [null, 5],
  ])) found.add(key, value);
  assert.deepEqual(arranged(found.groups(), "date"), [
    { key: "2022", value: null, rows: 1 }, { key: "2023", value: 10, rows: 1 },
    { key: "2024", value: 1.5, rows: 2 }, { key: null, value: 5, rows: 1 },
  ]);
});

test("a spreadsheet runs nothing of a CSV, and numbers stay numbers", async () => {
  const lines = csvLines([["=1+1", "-5", "a,\"b\"\n", null, -5, 1e21, true], ["+84 912", "@x", "\tx", "-", 0.5, 1e-7, 10n]]);
  assert.equal(lines,
    `'=1+1,-5,"a,""b""\n",,-5,1000000000000000000000,true\n+84 912,'@x,'\tx,-,0.5,0.0000001,10\n`);
  assert.deepEqual([...new Uint8Array(await csvBlob(["a"], []).arrayBuffer())].slice(0, 3), [0xef, 0xbb, 0xbf]);
});

test("cells are written as each language does", () => {
  /** @type {[Exclude<import("../scripts/explorer/types.js").Cell, null>, string, string, string][]} */
  const cases = [
    [1234567.89, "number", "1.234.567,89", "1,234,567.89"],
    [0.1 + 0.2, "number", "0,3", "0.3"],
    [2024, "year", "2024", "2024"],
    ["2024-10-04", "date", "4/10/2024", "4 October 2024"],
    ["2024-10", "yearmonth", "10/2024", "October 2024"],
    ["31/02/2024", "date", "31/02/2024", "31/02/2024"],
    ["2024-10-04T07:05:00", "datetime", "4/10/2024 07:05", "4 Oct 2024, 07:05"],
    [true, "boolean", "Có", "Yes"],
    [12345678901234567890n, "integer", "12.345.678.901.234.567.890", "12,345,678,901,234,567,890"],
    ["-1234567890123456789.25", "number", "-1.234.567.890.123.456.789,25", "-1,234,567,890,123,456,789.25"],
    ["00123", "string", "00123", "00123"],
  ];
  for (const [value, type, vi, en] of cases) {
    assert.equal(VI.cell(value, type), vi);
    assert.equal(EN.cell(value, type), en);
  }
});

test("a cell of 100,000 characters is cut where it is shown", () => {
  assert.equal(VI.cell("x".repeat(100_000), "string").length, 201);
});

test("decimals keep every digit", () => {
  assert.equal(decimalText(-12345678901234567890125n, 3), "-12345678901234567890.125");
  assert.equal(decimalText(5n, 3), "0.005");
  assert.equal(decimalText(100n, 0), "100");
});
