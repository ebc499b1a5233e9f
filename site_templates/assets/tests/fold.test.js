import assert from "node:assert/strict";
import { test } from "node:test";

import { fold } from "../scripts/text/fold.js";

test("marks, capitals and đ make no difference, composed or not", () => {
  for (const text of ["Đất nông nghiệp", "ĐẤT NÔNG NGHIỆP".normalize("NFD"), "dat nong nghiep"]) {
    assert.equal(fold(text), "dat nong nghiep");
  }
});

test("the Icelandic letter that looks like đ is taken for it", () => {
  assert.equal(fold("ðường"), "duong");
});
