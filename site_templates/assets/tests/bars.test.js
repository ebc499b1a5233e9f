import assert from "node:assert/strict";
import { test } from "node:test";

import { last, spaced } from "../scripts/page/bars.js";

test("a bar ends before the next begins, in what its column counts", () => {
  assert.equal(last("0", "50", "whole"), "49");
  assert.equal(last("2024", "2025", "date"), "2024");
  assert.equal(last("2024-01", "2024-04", "date"), "2024-03");
  assert.equal(last("2024-02-28", "2024-02-29", "date"), "2024-02-28");
  assert.equal(last("0.1", "0.2", "number"), "0.1999");
});

test("edges of numbers are round however many bars there are", () => {
  assert.deepEqual(spaced("0.1 0.2", 3), ["0.1", "0.2", "0.3", "0.4"]);
  assert.deepEqual(spaced("-20 0", 2), ["-20", "0", "20"]);
});
