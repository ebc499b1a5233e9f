// Which documents answer a search best, and why.

import { fold } from "../text/fold.js";
import { Matches } from "./match.js";
import { isAccented } from "./words.js";

/**
 * @typedef {import("./files.js").Files} Files
 * @typedef {import("./match.js").Carrier} Carrier
 * @typedef {{document: number, score: number, coverage: number, isComplete: boolean,
 *   because: Reason[]}} Answer
 * @typedef {{carrier: Carrier, at: number, value: number}} Reason
 */

/** @type {Record<string, number>} */
const FIELDS = {
  title: 1, keyword: 0.8, heading: 0.65, theme: 0.6, agency: 0.6, column: 0.55, area: 0.5,
  value: 0.5, description: 0.3,
};
// A word that stands alone is worth less than one beside its neighbours of the search.
const ALONE = 0.15, IN_PHRASE = 0.85;
// A text that says nothing else is worth more than a long one.
const LONG_TEXT = 0.75, WHOLE_TEXT = 0.25;
const FUNCTION_WORD = 0.15;
const FUNCTION_WORDS = new Set((
  "và của các ở tại theo cho trong là về những được với từ đến trên có "
  + "bao nhiêu nhieu va cua cac nhung duoc voi the of and in for by to a an on with"
).split(" "));

/**
 * The answers to the words of a search, best first; the last word may be unfinished.
 * @param {Files} files
 * @param {string[]} words
 */
export async function rank(files, words) {
  const matches = new Matches(isAccented(words.join(" ")));
  const last = words.length - 1;
  await Promise.all(words.map(async (word, at) => {
    matches.add(at, word, await files.filed(fold(word), at === last), at === last);
  }));
  const carriers = [...matches.carriers.values()];
  const weights = weigh(words, carriers, files.documents);
  const answers = [...collect(carriers, words.length).values()].map((reasons) => answer(reasons, weights));
  return answers.sort((one, other) => other.score - one.score || one.document - other.document);
}

/**
 * What each word says of a document that holds it: much when few do.
 * @param {string[]} words
 * @param {Carrier[]} carriers
 * @param {number} documents
 */
function weigh(words, carriers, documents) {
  return words.map((word, at) => {
    const holding = new Set();
    for (const { marks, documents: found } of carriers) {
      if (marks.has(at)) for (const document of found) holding.add(document);
    }
    const rarity = Math.log(1 + documents / Math.max(1, holding.size));
    return FUNCTION_WORDS.has(word) ? rarity * FUNCTION_WORD : rarity;
  });
}

/**
 * For each document the best reason that each word gives.
 * @param {Carrier[]} carriers
 * @param {number} length
 */
function collect(carriers, length) {
  /** @type {Map<number, {document: number, best: (Reason | undefined)[]}>} */
  const found = new Map();
  for (const carrier of carriers) {
    const reasons = reasonsOf(carrier, length);
    for (const document of carrier.documents) {
      const entry = found.get(document) ?? { document, best: new Array(length) };
      found.set(document, entry);
      for (const reason of reasons) {
        const known = entry.best[reason.at];
        if (!known || known.value < reason.value) entry.best[reason.at] = reason;
      }
    }
  }
  return found;
}

/**
 * @param {Carrier} carrier
 * @param {number} length
 * @returns {Reason[]}
 */
function reasonsOf(carrier, length) {
  const runs = runLengths(carrier, length);
  const share = carrier.length ? Math.min(1, carrier.marks.size / carrier.length) : 1;
  const weight = (FIELDS[carrier.field] ?? 0) * (LONG_TEXT + WHOLE_TEXT * share);
  return [...carrier.marks].map(([at, mark]) => {
    const value = weight * mark.quality * (ALONE + IN_PHRASE * ((runs[at] ?? 1) / length) ** 1.5);
    return { carrier, at, value };
  });
}

/**
 * How many words of the search stand side by side around each of them.
 * @param {Carrier} carrier
 * @param {number} length
 */
function runLengths(carrier, length) {
  /** @type {number[]} */
  const runs = new Array(length).fill(1);
  let start = 0;
  for (let at = 1; at <= length; at++) {
    const before = carrier.marks.get(at - 1)?.places ?? [];
    const here = new Set(carrier.marks.get(at)?.places);
    if (before.some((place) => here.has(place + 1))) continue;
    runs.fill(at - start, start, at);
    start = at;
  }
  return runs;
}

/**
 * @param {{document: number, best: (Reason | undefined)[]}} found
 * @param {number[]} weights
 * @returns {Answer}
 */
function answer({ document, best }, weights) {
  let score = 0, coverage = 0, isComplete = true;
  const all = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  weights.forEach((weight, at) => {
    const reason = best[at];
    if (!reason) isComplete = false;
    else {
      score += weight * reason.value;
      coverage += weight * (reason.carrier.marks.get(at)?.quality ?? 0);
    }
  });
  const because = best.filter((reason) => reason !== undefined);
  return { document, score: score / all, coverage: coverage / all, isComplete, because };
}
