// Search in the portal's index: knows Vietnamese with and without accents, and says why it found.
//
//   const engine = await openSearch(siteRoot, "vi");
//   const { hits, corrected } = await engine.search("truong hoc", { limit: 8 });

import { fold } from "../text/fold.js";
import { candidates } from "./correct.js";
import { openFiles } from "./files.js";
import { rank } from "./rank.js";
import { variants } from "./variants.js";
import { words } from "./words.js";

/**
 * @typedef {import("./files.js").Files} Files
 * @typedef {import("./rank.js").Answer} Answer
 * @typedef {{field: string, text: string}} Why
 * @typedef {{slug: string, title: string, url: string, kind: string, why: Why[], score: number}} Hit
 * @typedef {{hits: Hit[], total: number, corrected?: string}} Found
 * @typedef {{places: {place: number, why: Why[]}[], datasets: number, corrected?: string}} Ranked
 * @typedef {{search: (query: string, options?: {limit?: number}) => Promise<Found>,
 *   rank: (query: string) => Promise<Ranked>}} Engine
 */

const LONGEST_QUERY = 200, MOST_WORDS = 12;
const USUAL_LIMIT = 10;
const BY_OTHER_WORDS = 0.9;
// Answers that hold much less of the search than the fullest one are none, unless they hold it
// about as well as the best one does.
const LEAST_COVERAGE = 0.3, SHARE_OF_FULLEST = 0.72;
const AS_GOOD = 0.6, FAR_WORSE = 0.25;
const MOST_REASONS = 3, FAINT = 0.3;
const MOST_UNKNOWN = 2;

/**
 * The search of a language; `baseUrl` is the root of the site.
 * @param {string | URL} baseUrl
 * @param {string} language
 * @returns {Promise<Engine>}
 */
export async function openSearch(baseUrl, language) {
  const files = await openFiles(baseUrl, language);
  const root = new URL(language === "vi" ? "./" : `${language}/`, baseUrl);
  return {
    async search(query, { limit = USUAL_LIMIT } = {}) {
      const { answers, corrected } = await answersTo(files, query);
      const chosen = answers.slice(0, limit);
      const hits = await Promise.all(chosen.map((answer) => hit(files, root, answer)));
      return { hits, total: answers.length, ...(corrected && { corrected }) };
    },

    // All datasets that are found, for those who know them: by the places of their slugs in order.
    async rank(query) {
      const [order, { answers, corrected }] = await Promise.all([files.order(), answersTo(files, query)]);
      const places = answers.flatMap((answer) => {
        const place = order[answer.document];
        return place === undefined ? [] : [{ place, why: why(answer, "") }];
      });
      return { places, datasets: order.length, ...(corrected && { corrected }) };
    },
  };
}

/**
 * @param {Files} files
 * @param {string} query
 * @returns {Promise<{answers: Answer[], corrected?: string | undefined}>}
 */
async function answersTo(files, query) {
  const typed = words(query.slice(0, LONGEST_QUERY)).slice(0, MOST_WORDS).map(withoutDoubleD);
  if (!typed.length) return { answers: [] };
  const found = await answersInWords(files, typed);
  const standing = new Set(found.flatMap(({ because }) => because.map(({ at }) => at)));
  const isFound = found.some(({ isComplete }) => isComplete) || standing.size >= typed.length;
  const meant = isFound ? undefined : await corrected(files, typed);
  return { answers: relevant(meant?.answers ?? found), corrected: meant?.corrected };
}

/**
 * The best answers to the words themselves or to others that mean the same.
 * @param {Files} files
 * @param {string[]} typed
 */
async function answersInWords(files, typed) {
  const ranked = await Promise.all(variants(typed, files.synonyms).map((each) => rank(files, each)));
  /** @type {Map<number, Answer>} */
  const best = new Map();
  for (const [number, answers] of ranked.entries()) {
    for (const answer of answers) {
      const score = answer.score * (number ? BY_OTHER_WORDS : 1);
      const known = best.get(answer.document);
      if (!known || known.score < score) best.set(answer.document, { ...answer, score });
    }
  }
  return [...best.values()];
}

/** @param {Answer[]} answers */
function relevant(answers) {
  const fullest = answers.reduce((most, { coverage }) => Math.max(most, coverage), 0);
  const best = top(answers);
  return answers
    .filter(({ coverage, score }) => coverage >= LEAST_COVERAGE && score >= FAR_WORSE * best
      && (coverage >= SHARE_OF_FULLEST * fullest || score >= AS_GOOD * best))
    .sort((one, other) => other.score - one.score || one.document - other.document);
}

/**
 * What the search was likely meant to be, where a word of it stands nowhere.
 * @param {Files} files
 * @param {string[]} typed
 */
async function corrected(files, typed) {
  const known = await files.known();
  const filed = new Set([...known.words, ...files.synonyms.flat().flatMap(words)].map(fold));
  const unknown = typed.filter((word) => !filed.has(fold(word)));
  if (!unknown.length || unknown.length > MOST_UNKNOWN) return undefined;
  /** @type {string[][]} */
  let attempts = [typed];
  for (const word of unknown) {
    const meant = candidates(word, known);
    attempts = attempts.flatMap((each) => meant.map((other) => replaced(each, word, other)));
  }
  const tried = await Promise.all(attempts.map(async (each) => {
    return { words: each, answers: await answersInWords(files, each) };
  }));
  const complete = tried.filter(({ answers }) => answers.some((answer) => answer.isComplete));
  const best = complete.sort((one, other) => top(other.answers) - top(one.answers))[0];
  return best && { answers: best.answers, corrected: best.words.join(" ") };
}

/** @param {Answer[]} answers */
function top(answers) {
  return answers.reduce((best, { score }) => Math.max(best, score), 0);
}

/**
 * @param {string[]} all
 * @param {string} word
 * @param {string[]} by
 */
function replaced(all, word, by) {
  return all.flatMap((each) => (each === word ? by : [each]));
}

/**
 * Some type đ as dd; no Vietnamese word begins with two.
 * @param {string} word
 */
function withoutDoubleD(word) {
  return /^dd[\p{L}]{2}/u.test(word) ? `đ${word.slice(2)}` : word;
}

/**
 * @param {Files} files
 * @param {URL} root
 * @param {Answer} answer
 * @returns {Promise<Hit>}
 */
async function hit(files, root, answer) {
  const [path, title, kind = "dataset"] = (await files.title(answer.document)) ?? ["", ""];
  const url = new URL(kind === "dataset" ? `datasets/${path}/` : path, root).href;
  return { slug: path, title, url, kind, why: why(answer, title), score: answer.score };
}

/**
 * The texts in which the words stand, what matters most first.
 * @param {Answer} answer
 * @param {string} title
 */
function why({ because }, title) {
  /** @type {Map<string, Why>} */
  const texts = new Map();
  const sorted = [...because].sort((one, other) => other.value - one.value);
  const least = FAINT * (sorted[0]?.value ?? 0);
  for (const { carrier, at } of sorted.filter(({ value }) => value >= least)) {
    const word = carrier.marks.get(at)?.word ?? "";
    const told = carrier.field === "description" ? texts.get("description") : undefined;
    if (told) told.text += ` ${word}`;
    else {
      const text = carrier.field === "title" ? title : carrier.text || word;
      texts.set(carrier.text ? `${carrier.field} ${carrier.text}` : carrier.field, { field: carrier.field, text });
    }
  }
  return [...texts.values()].slice(0, MOST_REASONS);
}
