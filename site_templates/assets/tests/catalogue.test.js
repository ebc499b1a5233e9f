import assert from "node:assert/strict";
import { test } from "node:test";

import { drops, narrow } from "../scripts/catalogue/narrow.js";
import { plain, ranked } from "../scripts/catalogue/ranking.js";
import { LONGEST_QUERY, readState, without, writeState } from "../scripts/catalogue/state.js";

/** @type {import("../scripts/catalogue/data.js").Catalogue} */
const CATALOGUE = {
  options: { theme: ["y-te", "giao-duc"], format: ["csv", "xlsx"] },
  slugs: ["benh-vien", "truong-hoc", "tram-y-te", "dat-dai"],
  facets: { theme: [[0], [1], [0], []], format: [[0], [0, 1], [1], [0]] },
  titles: [0, 3, 2, 1],
  rows: [10, 500, 0, 500],
  points: [300, 200, 350, 0],
  part: 100,
};
const NOTHING = readState("", CATALOGUE.options);

/**
 * @param {string} search
 * @param {Map<number, number> | null} [ranks]
 */
const found = (search, ranks = null) =>
  narrow(CATALOGUE, readState(search, CATALOGUE.options), ranks);

test("values of one group widen, groups narrow", () => {
  assert.deepEqual(found("?theme=y-te").found, [0, 2]);
  assert.deepEqual(found("?theme=y-te&theme=giao-duc").found, [0, 1, 2]);
  assert.deepEqual(found("?theme=y-te&format=xlsx").found, [2]);
});

test("the count of an option follows the other groups and not its own", () => {
  assert.deepEqual(found("").counts, { theme: [2, 1], format: [3, 2] });
  assert.deepEqual(found("?theme=y-te").counts, { theme: [2, 1], format: [1, 1] });
  assert.deepEqual(found("?theme=giao-duc&format=csv").counts, { theme: [1, 1], format: [1, 1] });
});

test("a query narrows the counts, too", () => {
  const ranks = new Map([[2, 0], [1, 1]]);
  assert.deepEqual(found("?q=x", ranks).counts, { theme: [1, 1], format: [1, 2] });
});

test("orders: by relevance, update, title, rows, quality", () => {
  const ranks = new Map([[2, 0], [0, 1], [1, 2]]);
  assert.deepEqual(found("?q=x", ranks).found, [2, 0, 1]);
  assert.deepEqual(found("?q=x&sort=updated", ranks).found, [0, 1, 2]);
  assert.deepEqual(found("?sort=title").found, [0, 3, 2, 1]);
  assert.deepEqual(found("?sort=rows").found, [1, 3, 0, 2]);
  assert.deepEqual(found("?sort=quality").found, [2, 0, 1, 3]);
});

test("where nothing is left, the condition whose loss brings most stands first", () => {
  const state = readState("?q=x&theme=giao-duc&format=csv", CATALOGUE.options);
  const ranks = new Map([[2, 0]]);
  assert.equal(narrow(CATALOGUE, state, ranks).found.length, 0);
  assert.deepEqual(drops(CATALOGUE, state, ranks), [
    { condition: { group: null, value: "x" }, left: 1 },
  ]);
  const one = readState("?q=x&theme=giao-duc", CATALOGUE.options);
  assert.deepEqual(drops(CATALOGUE, one, ranks).map(({ left }) => left), [1, 1]);
});

test("the address says the state, and nothing where nothing is chosen", () => {
  for (const search of ["", "?q=%C4%91%E1%BA%A5t+%C4%91ai", "?theme=y-te&theme=giao-duc&sort=rows"]) {
    assert.equal(writeState(readState(search, CATALOGUE.options)), search);
  }
  assert.equal(writeState(readState("?sort=updated", CATALOGUE.options)), "");
});

test("what an address says wrongly is left out", () => {
  const search = "?theme=nope&theme=y-te&theme=y-te&__proto__=1&sort=worst&x=%E0%A4%A&constructor=y";
  assert.deepEqual(readState(search, CATALOGUE.options), { ...NOTHING, filters: { theme: ["y-te"] } });
  assert.equal(readState("?sort=relevance", CATALOGUE.options).sort, null);
  assert.equal(readState(`?q=${"a".repeat(10_000)}`, CATALOGUE.options).query.length, LONGEST_QUERY);
});

test("one condition is taken away, the others stay", () => {
  const state = readState("?q=x&theme=y-te&theme=giao-duc&sort=relevance", CATALOGUE.options);
  assert.equal(writeState(without(state, { group: "theme", value: "y-te" })), "?q=x&theme=giao-duc");
  assert.equal(writeState(without(state, { group: null, value: "x" })), "?theme=y-te&theme=giao-duc");
  assert.equal(state.filters.theme?.length, 2);
});

test("what the search found has ranks, by the places of slugs in order", () => {
  const why = [{ field: "column", text: "Số học sinh" }];
  const places = [{ place: 3, why }, { place: 0, why: [] }];
  const found = ranked({ places, datasets: 4, corrected: "trường" }, CATALOGUE.slugs);
  assert.deepEqual([...found.ranks], [[1, 0], [0, 1]]);
  assert.deepEqual(found.why.get(1), why);
  assert.equal(found.corrected, "trường");
});

test("an index of another catalogue ranks nothing", () => {
  assert.throws(() => ranked({ places: [], datasets: 5 }, CATALOGUE.slugs));
});

test("without the search index, cards that hold every word are found, with marks or without", () => {
  const texts = new Map([["dat-dai", "Bảng giá đất"]]);
  const textOf = (/** @type {string} */ slug) => texts.get(slug) ?? "";
  assert.deepEqual([...plain("gia dat", CATALOGUE.slugs, textOf).ranks.keys()], [3]);
  assert.deepEqual([...plain("Y TẾ", CATALOGUE.slugs, textOf).ranks.keys()], [2]);
  assert.deepEqual([...plain("!!!", CATALOGUE.slugs, textOf).ranks.keys()], []);
});
