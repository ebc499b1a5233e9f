// Which datasets a query finds: asked of the search index, else of what the page itself holds.

import { fold } from "../text/fold.js";

/**
 * `why` tells by number where a dataset has the words; `corrected` is the query that was
 * understood where nothing had its very words.
 * @typedef {{field: string, text: string}} Reason
 * @typedef {{ranks: Map<number, number>, why: Map<number, Reason[]>, corrected?: string}} Ranking
 * @typedef {import("../search/engine.js").Engine} Search
 */

/**
 * @param {string} root the site's address
 * @param {string} language
 * @param {string[]} slugs
 * @param {(slug: string) => string} textOf what the page shows of a dataset
 */
export function ranker(root, language, slugs, textOf) {
  /** @type {Promise<Search> | undefined} */
  let search;

  /**
   * @param {string} query
   * @returns {Promise<Ranking>}
   */
  return async (query) => {
    try {
      search ??= open(root, language);
      return ranked(await (await search).rank(query), slugs);
    } catch {
      search = undefined;
      return plain(query, slugs, textOf);
    }
  };
}

/**
 * @param {string} root
 * @param {string} language
 * @returns {Promise<Search>}
 */
async function open(root, language) {
  const { openSearch } = await import("../search/engine.js");
  return openSearch(root, language);
}

/**
 * @param {import("../search/engine.js").Ranked} answer
 * @param {string[]} slugs
 * @returns {Ranking}
 */
export function ranked({ places, datasets, corrected }, slugs) {
  if (datasets !== slugs.length) throw new Error("the index is of another catalogue");
  const inOrder = slugs.map((slug, number) => ({ slug, number })).sort((one, other) => (one.slug < other.slug ? -1 : 1));
  const ranks = new Map(), why = new Map();
  for (const found of places) {
    const number = inOrder[found.place]?.number;
    ranks.set(number, ranks.size);
    why.set(number, found.why);
  }
  return { ranks, why, ...(corrected && { corrected }) };
}

/**
 * Datasets that hold every word of the query, in the order of the list.
 * @param {string} query
 * @param {string[]} slugs
 * @param {(slug: string) => string} textOf
 * @returns {Ranking}
 */
export function plain(query, slugs, textOf) {
  const words = fold(query).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const ranks = new Map();
  slugs.forEach((slug, number) => {
    const text = `${slug.replaceAll("-", " ")} ${fold(textOf(slug))}`;
    if (words.length && words.every((word) => text.includes(word))) ranks.set(number, ranks.size);
  });
  return { ranks, why: new Map() };
}
