// The files of one language's index: what search/<language>.json names, each fetched once.

import { fold } from "../text/fold.js";
import { words } from "./words.js";

/**
 * @typedef {{documents: number, first: string, words: string, size: number, titles: string,
 *   known: string, order: string, synonyms: string[][]}} Manifest
 * @typedef {{words: string, titles: string, bodies: string, texts: Record<string, string[]>}} Page
 * @typedef {{field: string, text: string, words: string[], documents: string}} Text
 * @typedef {{word: string, titles: string, bodies: string}} Spelling
 * @typedef {{spellings: Map<string, Spelling[]>, texts: Map<string, Text[]>}} Filed
 * @typedef {[path: string, title: string, kind?: string]} Title
 */

// A short prefix runs over many pages; the first of them hold what is nearest to it.
const MOST_PAGES = 3;

/** What an index can be asked for; nothing is fetched before. */
export class Files {
  /**
   * @param {URL} folder
   * @param {string} language
   * @param {Manifest} manifest
   */
  constructor(folder, language, manifest) {
    this.documents = manifest.documents;
    this.synonyms = manifest.synonyms;
    this.first = list(manifest.first);
    this.pages = list(manifest.words);
    this.titleFiles = list(manifest.titles);
    this.size = manifest.size;
    this.knownFile = manifest.known;
    this.orderFile = manifest.order;
    /** @param {string} name */
    this.address = (name) => new URL(`${language}/${name}.json`, folder);
    /** @type {Map<string, Promise<any>>} */
    this.fetched = new Map();
  }

  /**
   * What stands under words that are equal to a filed word, or begin with it.
   * @param {string} filed
   * @param {boolean} isPrefix
   * @returns {Promise<Filed[]>}
   */
  filed(filed, isPrefix) {
    const from = Math.max(this.first.findLastIndex((first) => first <= filed), 0);
    const last = isPrefix ? this.first.findLastIndex((first) => first.startsWith(filed)) : from;
    const to = Math.min(Math.max(from, last), from + MOST_PAGES - 1);
    return Promise.all(this.pages.slice(from, to + 1).map((name) => this.fetch(name, read)));
  }

  /**
   * Path, title and kind of a document.
   * @param {number} number
   * @returns {Promise<Title | undefined>}
   */
  async title(number) {
    const name = this.titleFiles[Math.floor(number / this.size)];
    return name === undefined ? undefined : (await this.fetch(name))[number % this.size];
  }

  /**
   * Of each dataset the place of its slug among all slugs in order.
   * @returns {Promise<number[]>}
   */
  order() {
    return this.fetch(this.orderFile);
  }

  /** Every word in its usual spelling, and how frequent each is. */
  async known() {
    const { words: known, counts } = await this.fetch(this.knownFile);
    return { words: list(known), counts: String(counts) };
  }

  /**
   * @param {string} name
   * @param {(value: any) => any} [made]
   */
  fetch(name, made = (value) => value) {
    const known = this.fetched.get(name) ?? load(this.address(name)).then(made);
    this.fetched.set(name, known);
    known.catch(() => this.fetched.delete(name));
    return known;
  }
}

/**
 * The index of a language below the site's root.
 * @param {string | URL} baseUrl
 * @param {string} language
 */
export async function openFiles(baseUrl, language) {
  const folder = new URL("search/", baseUrl);
  // Everything else is named by its content; this one must be the newest.
  const manifest = await load(new URL(`${language}.json`, folder), { cache: "no-cache" });
  return new Files(folder, language, manifest);
}

/**
 * @param {URL} address
 * @param {RequestInit} [how]
 */
async function load(address, how) {
  const answer = await fetch(address, how);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

/** @param {string} text */
function list(text) {
  return text ? text.split(" ") : [];
}

/**
 * A page by filed words.
 * @param {Page} page
 * @returns {Filed}
 */
function read(page) {
  const titles = page.titles.split(" "), bodies = page.bodies.split(" ");
  const spelled = list(page.words).map((word, at) => ({
    word,
    titles: titles[at] ?? "",
    bodies: bodies[at] ?? "",
  }));
  /** @type {Map<string, Text[]>} */
  const texts = new Map();
  for (const [field, entries] of Object.entries(page.texts)) {
    for (let at = 0; at + 1 < entries.length; at += 2) {
      const text = entries[at] ?? "";
      const entry = { field, text, words: words(text), documents: entries[at + 1] ?? "" };
      for (const filed of new Set(entry.words.map(fold))) put(texts, filed, entry);
    }
  }
  /** @type {Map<string, Spelling[]>} */
  const spellings = new Map();
  for (const spelling of spelled) put(spellings, fold(spelling.word), spelling);
  return { spellings, texts };
}

/**
 * @template T
 * @param {Map<string, T[]>} groups
 * @param {string} name
 * @param {T} value
 */
function put(groups, name, value) {
  const group = groups.get(name);
  if (group) group.push(value);
  else groups.set(name, [value]);
}
