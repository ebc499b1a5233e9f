// Where the words of a search stand: in titles, in short texts, in descriptions.

import { fold } from "../text/fold.js";
import { numbers, places } from "./postings.js";
import { likeness } from "./words.js";

/**
 * @typedef {import("./files.js").Filed} Filed
 * @typedef {{quality: number, word: string, places: number[]}} Mark
 * @typedef {{field: string, text: string, length: number, documents: number[],
 *   marks: Map<number, Mark>}} Carrier
 * @typedef {{at: number, word: string, filed: string, share: number}} Wanted
 */

// By likeness: folded, same letters, same accents.
const ACCENTED = [0.5, 0.75, 1];
// Who types without accents means any of them.
const PLAIN = [0.97, 0.97, 1];
const PREFIX = 0.8, PREFIX_BESIDE_WHOLE = 0.35;
const SHORTEST_PREFIX = 2;

/** The texts in which words of a search stand, each a carrier with the words' marks. */
export class Matches {
  /** @param {boolean} isAccented */
  constructor(isAccented) {
    this.qualities = isAccented ? ACCENTED : PLAIN;
    /** @type {Map<string, Carrier>} */
    this.carriers = new Map();
  }

  /**
   * Look the word at the place `at` of the search up in pages of the index.
   * @param {number} at
   * @param {string} word
   * @param {Filed[]} pages
   * @param {boolean} isPrefix
   */
  add(at, word, pages, isPrefix) {
    for (const wanted of wantedIn(pages, at, word, isPrefix)) {
      for (const page of pages) {
        this.addSpellings(page, wanted);
        this.addTexts(page, wanted);
      }
    }
  }

  /**
   * @param {Filed} page
   * @param {Wanted} wanted
   */
  addSpellings(page, wanted) {
    for (const { word, titles, bodies } of page.spellings.get(wanted.filed) ?? []) {
      const quality = this.quality(wanted, word);
      for (const [field, found] of [["title", titles], ["description", bodies]]) {
        for (const [document, place] of places(found ?? "")) {
          mark(this.carrier(field ?? "", document), wanted.at, { quality, word, places: [place] });
        }
      }
    }
  }

  /**
   * @param {Filed} page
   * @param {Wanted} wanted
   */
  addTexts(page, wanted) {
    for (const text of page.texts.get(wanted.filed) ?? []) {
      const name = `${text.field}: ${text.text}`;
      let carrier = this.carriers.get(name);
      if (!carrier) {
        const documents = numbers(text.documents);
        carrier = { field: text.field, text: text.text, length: text.words.length, documents, marks: new Map() };
        this.carriers.set(name, carrier);
      }
      for (const [place, word] of text.words.entries()) {
        if (fold(word) !== wanted.filed) continue;
        mark(carrier, wanted.at, { quality: this.quality(wanted, word), word, places: [place] });
      }
    }
  }

  /**
   * The title or the description of a document.
   * @param {string} field
   * @param {number} document
   */
  carrier(field, document) {
    const name = `${field} ${document}`;
    const known = this.carriers.get(name);
    if (known) return known;
    /** @type {Carrier} */
    const carrier = { field, text: "", length: 0, documents: [document], marks: new Map() };
    this.carriers.set(name, carrier);
    return carrier;
  }

  /**
   * What a word of a text is worth for a word of the search.
   * @param {Wanted} wanted
   * @param {string} word
   */
  quality(wanted, word) {
    const like = wanted.share < 1 ? 0 : likeness(wanted.word, word);
    return wanted.share * (this.qualities[like] ?? 0);
  }
}

/**
 * The filed words that stand for a word: itself, and what it begins where it may be unfinished.
 * @param {Filed[]} pages
 * @param {number} at
 * @param {string} word
 * @param {boolean} isPrefix
 */
function wantedIn(pages, at, word, isPrefix) {
  const filed = fold(word);
  /** @type {Wanted[]} */
  const wanted = [{ at, word, filed, share: 1 }];
  if (!isPrefix || filed.length < SHORTEST_PREFIX) return wanted;
  const names = new Set(pages.flatMap((page) => [...page.spellings.keys(), ...page.texts.keys()]));
  const most = names.has(filed) ? PREFIX_BESIDE_WHOLE : PREFIX;
  for (const name of names) {
    if (name.startsWith(filed) && name !== filed) {
      wanted.push({ at, word, filed: name, share: most * Math.sqrt(filed.length / name.length) });
    }
  }
  return wanted;
}

/**
 * Keep the best of a word's marks in a text, with all its places.
 * @param {Carrier} carrier
 * @param {number} at
 * @param {Mark} made
 */
function mark(carrier, at, made) {
  const known = carrier.marks.get(at);
  if (!known) {
    carrier.marks.set(at, made);
    return;
  }
  known.places.push(...made.places);
  if (made.quality > known.quality) {
    known.quality = made.quality;
    known.word = made.word;
  }
}
