import assert from "node:assert/strict";
import { test } from "node:test";

import { initialState, readState, writeState } from "../scripts/explorer/state.js";

/** @import {Kind, State} from "../scripts/explorer/types.js" */

const KINDS = new Map(/** @type {[string, Kind][]} */ ([
  ["xa", "text"], ["gia_tri", "number"], ["ngay", "date"], ["dung", "boolean"], ["a:b,c%", "text"], ["-tru", "number"],
]));

/** @param {Partial<State>} change */
function there(change) {
  const address = writeState("", { ...initialState(), ...change }, null);
  const { state, ignored } = readState(address, KINDS);
  assert.equal(ignored, false, address);
  return { address, state };
}

test("what is shown goes into the address and comes back", () => {
  /** @type {Partial<State>[]} */
  const states = [
    { query: "an bình & <b>" },
    { filters: [{ column: "xa", kind: "contains", text: "an binh" }] },
    { filters: [{ column: "gia_tri", kind: "range", min: "1.5", max: "2e3" }] },
    { filters: [{ column: "ngay", kind: "range", min: "2024-01" }] },
    { filters: [{ column: "xa", kind: "in", values: ["Tân Phú", "=1+1", null] }] },
    { filters: [{ column: "a:b,c%", kind: "contains", text: "x:y" }] },
    { sort: { column: "gia_tri", descending: true } },
    { sort: { column: "-tru", descending: false } },
    { sort: { column: "-tru", descending: true } },
    { page: 3, size: 50 },
    { columns: ["a:b,c%", "xa"] },
    { group: { by: "ngay", part: "month", measure: "mean", of: "gia_tri" } },
    { group: { by: "xa", part: "", measure: "count", of: null } },
    { sql: "SELECT 1" },
  ];
  for (const change of states) {
    assert.deepEqual(there(change).state, { ...initialState(), ...change });
  }
});

test("the address is one that people can read", () => {
  const { address } = there({
    filters: [{ column: "xa", kind: "contains", text: "an binh" }],
    sort: { column: "gia_tri", descending: true }, page: 3, columns: ["ngay", "xa"],
  });
  assert.equal(address, "?f=xa:an+binh&s=-gia_tri&p=3&c=ngay,xa");
});

test("what is broken or unknown is left out, and told", () => {
  const broken = [
    "?f=nope:1", "?f=xa", "?f=gia_tri:a..b", "?f=gia_tri:1", "?f=ngay:..", "?f=ngay:x..", "?f=xa:%20", "?f=dung:1..2",
    "?s=nope", "?s=-nope", "?p=0", "?p=-1", "?p=1e9", "?p=x", "?n=1000000", "?c=nope", "?c=xa,nope", "?c=%25E0%25A4%25A,",
    "?g=nope", "?g=xa&a=evil", "?g=xa&a=sum&m=xa", "?g=xa&a=sum", "?f=__proto__:1", "?s=constructor",
  ];
  for (const search of broken) {
    const { state, ignored } = readState(search, KINDS);
    assert.equal(ignored, true, search);
    assert.deepEqual(state, initialState(), search);
  }
});

test("parameters of others stay, and those of the explorer go with what they told", () => {
  assert.equal(writeState("?utm=1&q=x&s=xa", initialState(), null), "?utm=1");
  assert.equal(writeState("?t=b&q=x", { ...initialState(), query: "y" }, "a"), "?t=a&q=y");
});

test("an endless query is cut", () => {
  assert.equal(readState(`?q=${"x".repeat(100_000)}`, KINDS).state.query.length, 1000);
});
