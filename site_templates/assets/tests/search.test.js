import assert from "node:assert/strict";
import { test } from "node:test";

import { candidates, slips } from "../scripts/search/correct.js";
import { numbers, places } from "../scripts/search/postings.js";
import { variants } from "../scripts/search/variants.js";
import { EXACT, FOLDED, LETTERS, isAccented, likeness, words } from "../scripts/search/words.js";

test("texts fall into words, composed or not, abbreviations whole", () => {
  for (const text of ["Sở GD&ĐT", "Sở GD&ĐT".normalize("NFD"), "sở gd & đt"]) {
    assert.deepEqual(words(text), ["sở", "gdđt"]);
  }
  assert.deepEqual(words("Nông nghiệp & Môi trường"), ["nông", "nghiệp", "môi", "trường"]);
  assert.deepEqual(words("BOD₅, PM2,5 so_hoc_sinh"), ["bod5", "pm2", "5", "so", "hoc", "sinh"]);
  assert.deepEqual(words("  …!?😀<>\u0000 "), []);
});

test("old and new places of a tone are the same accents", () => {
  assert.equal(likeness("hoà", "hòa"), EXACT);
  assert.equal(likeness("thuỷ", "thủy"), EXACT);
});

test("accents are more than letters, and letters more than nothing", () => {
  assert.equal(likeness("đất", "đất"), EXACT);
  assert.equal(likeness("đất", "đật"), LETTERS);
  assert.equal(likeness("đất", "dat"), FOLDED);
});

test("a text is accented when something would be lost without marks", () => {
  assert.ok(isAccented("đuong"));
  assert.ok(!isAccented("THPT"));
});

test("numbers come back as they were written", () => {
  assert.deepEqual(numbers("ABA"), [0, 1, 1]);
  assert.deepEqual(numbers("hAhB"), [32, 65]);
  assert.deepEqual(numbers(""), []);
  assert.deepEqual(places("AABDAF"), [[0, 0], [1, 3], [1, 5]]);
});

test("letters left out, added, mistaken and swapped are one slip each", () => {
  for (const [one, other] of [["hoc", "hc"], ["hoc", "hocc"], ["hoc", "hac"], ["hoc", "hco"]]) {
    assert.equal(slips(one ?? "", other ?? "", 2), 1);
  }
  assert.ok(slips("truong", "benh", 2) > 2);
});

const KNOWN = { words: ["bệnh", "buýt", "giao", "học", "phí", "sinh", "thông", "viện"], counts: "34341323" };

test("a slip and a forgotten space are mended, nothing is made of what is unlike", () => {
  assert.deepEqual(candidates("thoong", KNOWN)[0], ["thông"]);
  assert.deepEqual(candidates("hocsinh", KNOWN)[0], ["học", "sinh"]);
  assert.deepEqual(candidates("xyzxyz", KNOWN), []);
});

test("of short words only the order of letters is doubted", () => {
  assert.deepEqual(candidates("hco", KNOWN), [["học"]]);
  assert.deepEqual(candidates("pci", KNOWN), []);
});

test("a phrase stands for the others of its group, wherever it stands", () => {
  const found = variants(words("trường THPT công lập"), [["THPT", "trung học phổ thông"], ["KCN", "khu công nghiệp"]]);
  assert.deepEqual(found, [
    ["trường", "thpt", "công", "lập"],
    ["trường", "trung", "học", "phổ", "thông", "công", "lập"],
  ]);
});

test("who types accents means them in synonyms too", () => {
  const groups = [["viện phí", "giá khám bệnh"]];
  assert.equal(variants(words("vien phi"), groups).length, 2);
  assert.equal(variants(words("vién phi"), groups).length, 1);
});
