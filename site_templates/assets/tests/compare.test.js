import assert from "node:assert/strict";
import { test } from "node:test";

import { ticks } from "../scripts/compare/chart.js";
import { programs } from "../scripts/compare/code.js";
import { settled } from "../scripts/compare/form.js";
import { gather, join } from "../scripts/compare/join.js";
import { keysOf, partnersOf, readState, usualHow, writeState } from "../scripts/compare/state.js";

/** @type {import("../scripts/compare/types.js").Index} */
const INDEX = {
  keys: { xa: { label: "Xã", kind: "area" }, nam: { label: "Năm", kind: "time" } },
  tables: {
    "a/b": { title: "A", rows: 3, keys: { xa: "ma_xa", nam: "nam" }, columns: [{ name: "so", label: "Số", type: "integer" }], address: "https://x.example/a'b.parquet" },
    "c/d": { title: "C", rows: 3, keys: { xa: "ma", nam: "nam" }, columns: [{ name: "ty_le", label: "Tỷ lệ", type: "number", unit: "%" }, { name: 'l"ạ`', label: "?", type: "integer" }], address: "https://x.example/c.parquet" },
    "e/f": { title: "E", rows: 3, keys: { nganh: "nganh" }, columns: [] },
  },
};

test("a whole address comes back as it was written", () => {
  const search = "?a=a%2Fb&b=c%2Fd&k=xa&x=so&y=ty_le&fx=max&fy=min";
  const { state, faults } = readState(search, INDEX);
  assert.deepEqual(faults, []);
  assert.equal(writeState(state), search);
});

test("what an address names wrongly is told, and something that works is chosen", () => {
  const { state, faults } = readState("?a=a/b&b=c/d&k=gone&x=%3Cscript%3E&fx=explode", INDEX);
  assert.deepEqual(faults.map(({ word }) => word), ["unknown_column", "unknown_key"]);
  assert.deepEqual([state.x, state.fx, state.y, state.fy, state.k], ["so", "sum", "ty_le", "mean", ["xa", "nam"]]);
});

test("tables that do not exist, even by the names of an object's own parts, are refused", () => {
  for (const name of ["x/y", "__proto__", "constructor", "toString"]) {
    const { state, faults } = readState(`?a=${name}`, INDEX);
    assert.equal(state.a, "");
    assert.deepEqual(faults, [{ word: "unknown_table", name }]);
  }
  assert.equal(readState("?a=a/b&b=e/f", INDEX).faults[0]?.word, "no_shared");
});

test("only tables with a key in common are offered", () => {
  assert.deepEqual(partnersOf(INDEX, "a/b"), ["c/d"]);
  assert.deepEqual(keysOf(INDEX.tables["a/b"], INDEX.tables["c/d"]), [["xa", "nam"], ["xa"], ["nam"]]);
});

test("another first table keeps what still fits", () => {
  const { state } = readState("?a=a/b&b=c/d&k=xa", INDEX);
  assert.deepEqual(settled(state, "x", INDEX).k, ["xa"]);
  assert.equal(settled({ ...state, a: "e/f" }, "a", INDEX).b, "");
});

test("shares are not added up unless a reader asks for it", () => {
  assert.equal(usualHow({ name: "x", label: "x", type: "integer" }), "sum");
  assert.equal(usualHow({ name: "x", label: "x", type: "integer", unit: "người/km²" }), "mean");
  assert.equal(usualHow(undefined), "count");
});

test("repeated keys become one figure, and missing ones and those beyond exact ones break nothing", () => {
  const keys = [["1", "1", "2", null, "3"]];
  const values = [1n, 9007199254740993n, null, 5, Number.NaN];
  const sum = gather(keys, values, "sum");
  assert.deepEqual([...sum.values], [["1", 9007199254740992], ["2", null], ["3", null]]);
  assert.deepEqual([sum.keyed, sum.missing], [4, 1]);
  assert.deepEqual([...gather(keys, null, "count").values.values()], [2, 1, 1]);
  assert.equal(gather([["a"], [2024]], [4], "mean").values.size, 1);
});

test("the join keeps what both have and counts the rest", () => {
  const a = gather([["1", "2", "9"]], [1, 2, 3], "sum");
  const b = gather([["2", "1", "5", "6"]], [20, 10, 0, 0], "sum");
  const { pairs, onlyA, onlyB } = join(a, b);
  assert.deepEqual(pairs, [{ keys: ["1"], x: 1, y: 10 }, { keys: ["2"], x: 2, y: 20 }]);
  assert.deepEqual([onlyA, onlyB], [1, 2]);
});

test("codes keep their zeros and are not the numbers they look like", () => {
  const a = gather([["08707"]], [1], "sum");
  assert.equal(join(a, gather([["8707"]], [1], "sum")).pairs.length, 0);
});

test("the scale holds all values with a few round steps", () => {
  for (const [low, high] of /** @type {[number, number][]} */ ([[0, 1], [5, 5], [-3, 7], [0, 0], [1e9, 3e9], [0.001, 0.0023]])) {
    const steps = ticks(low, high);
    assert.ok((steps[0] ?? NaN) <= low && (steps.at(-1) ?? NaN) >= high, `${low}…${high}: ${steps}`);
    assert.ok(steps.length >= 2 && steps.length <= 7, String(steps));
  }
});

test("names of columns and addresses cannot leave their quotes in any program", () => {
  const { state } = readState('?a=a/b&b=c/d&k=xa&y=l"ạ`', INDEX);
  const [sql = "", python = "", r = ""] = programs(state, INDEX);
  assert.match(sql, /'https:\/\/x\.example\/a''b\.parquet'/);
  assert.match(sql, /sum\("l""ạ`"\)/);
  assert.match(python, /\["l\\"ạ`"\]/);
  assert.match(r, /sum\(`l"ạ\\``/);
});
