// Other words for the same: abbreviations and synonyms, as the portal's vocabulary has them.

import { fold } from "../text/fold.js";
import { FOLDED, isAccented, likeness, words } from "./words.js";

const MOST_VARIANTS = 8;

/**
 * The words of a search, then the same with each phrase that stands for another replaced.
 * @param {string[]} typed
 * @param {string[][]} synonyms
 */
export function variants(typed, synonyms) {
  const found = [typed];
  for (const group of synonyms) {
    const phrases = group.map(words);
    for (const phrase of phrases) {
      const at = placeOf(phrase, typed);
      if (at < 0) continue;
      for (const other of phrases) {
        if (other.join() !== phrase.join()) {
          found.push([...typed.slice(0, at), ...other, ...typed.slice(at + phrase.length)]);
        }
      }
    }
  }
  return found.slice(0, MOST_VARIANTS);
}

/**
 * @param {string[]} phrase
 * @param {string[]} typed
 */
function placeOf(phrase, typed) {
  return typed.findIndex((_, start) => phrase.every((word, at) => isMeant(word, typed[start + at])));
}

/**
 * Whether who typed a word may have meant the other one.
 * @param {string} word
 * @param {string | undefined} typed
 */
function isMeant(word, typed) {
  if (typed === undefined || fold(word) !== fold(typed)) return false;
  return !isAccented(typed) || likeness(word, typed) !== FOLDED;
}
