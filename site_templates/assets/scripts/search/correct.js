// Words that stand nowhere: what may have been meant.

import { fold } from "../text/fold.js";

const MOST_CANDIDATES = 4;
const LONG_WORD = 6, SHORT_WORD = 3;
const SPLIT = 0.5;
const SHORTEST_PART = 2;

/**
 * Known words that differ from a word by a slip or two, likeliest first; two words where the
 * space was forgotten.
 * @param {string} word
 * @param {{words: string[], counts: string}} known
 * @returns {string[][]}
 */
export function candidates(word, known) {
  const typed = fold(word);
  const most = typed.length >= LONG_WORD ? 2 : 1;
  /** @type {{words: string[], cost: number}[]} */
  const found = [];
  /** @type {Map<string, [string, number]>} */
  const byFiled = new Map();
  known.words.forEach((spelling, at) => {
    const filed = fold(spelling), count = Number(known.counts[at]);
    byFiled.set(filed, [spelling, count]);
    const distance = slips(typed, filed, most);
    if (distance <= most && (typed.length > SHORT_WORD || isSwap(typed, filed))) found.push({ words: [spelling], cost: cost(distance, count, typed, filed) });
  });
  found.push(...splits(typed, byFiled));
  found.sort((one, other) => one.cost - other.cost);
  return found.slice(0, MOST_CANDIDATES).map((each) => each.words);
}

/**
 * Of short words almost any is near any other: only letters in the wrong order are a slip.
 * @param {string} typed
 * @param {string} filed
 */
function isSwap(typed, filed) {
  return [...typed].sort().join() === [...filed].sort().join();
}

/**
 * A frequent word is meant rather than a rare one, and first letters are seldom wrong.
 * @param {number} distance
 * @param {number} count
 * @param {string} typed
 * @param {string} filed
 */
function cost(distance, count, typed, filed) {
  return distance - count / 20 + (typed[0] === filed[0] ? 0 : 0.4);
}

/**
 * @param {string} typed
 * @param {Map<string, [string, number]>} known
 */
function splits(typed, known) {
  const found = [];
  for (let at = SHORTEST_PART; at <= typed.length - SHORTEST_PART; at++) {
    const one = known.get(typed.slice(0, at)), other = known.get(typed.slice(at));
    if (one && other) {
      found.push({ words: [one[0], other[0]], cost: SPLIT - Math.min(one[1], other[1]) / 20 });
    }
  }
  return found;
}

/**
 * Letters left out, added, mistaken or swapped with their neighbour between two words: the
 * optimal string alignment distance, or something above `most`.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
export function slips(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [], last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwapped) least = Math.min(least, at(before, j - 2) + (same ? 0 : 1));
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return at(last, other.length);
}

/**
 * @param {number[]} row
 * @param {number} index
 */
function at(row, index) {
  return row[index] ?? 0;
}
