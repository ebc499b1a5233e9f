// How texts fall into words (as generator/search/words.py cuts them), and how alike two words are.

import { fold } from "../text/fold.js";

const JOINED = /([\p{L}\p{N}])&(?=[\p{L}\p{N}])/gu;
const SPACED = /(^|\s)(\p{L}{1,3}) & (?=\p{L}{1,4}($|\s))/gu;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/**
 * The words of a text in lower case: “Sở GD&ĐT” gives “sở” and “gdđt”.
 * @param {string} text
 */
export function words(text) {
  const plain = text.normalize("NFKC").toLowerCase();
  return plain.replace(SPACED, "$1$2").replace(JOINED, "$1").match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * The word with its tone set apart, so that “hoà” and “hòa” are one: [letters, tone].
 * @param {string} word
 */
function parts(word) {
  const decomposed = word.normalize("NFD");
  const tone = decomposed.match(TONES)?.[0] ?? "";
  return [decomposed.replace(TONES, "").normalize("NFC"), tone];
}

export const EXACT = 2, LETTERS = 1, FOLDED = 0;

/**
 * What two words have in common that are equal without marks: their accents, their letters, or
 * no more than that.
 * @param {string} one
 * @param {string} other
 */
export function likeness(one, other) {
  if (one === other) return EXACT;
  const [letters, tone] = parts(one);
  const [otherLetters, otherTone] = parts(other);
  if (letters !== otherLetters) return FOLDED;
  return tone === otherTone ? EXACT : LETTERS;
}

/**
 * Whether a text was typed with accents.
 * @param {string} text
 */
export function isAccented(text) {
  return fold(text) !== text.toLowerCase();
}
