// What a page tells of its tables, in the places that it keeps for their explorers.

/** @import {Column, Config} from "./types.js" */

/** @typedef {[name: string, label: string, type: string, more?: Partial<Column>]} Told */

/**
 * What is told in a place; null where nothing is.
 * @param {Element} place
 * @returns {Config | null}
 */
export function configIn(place) {
  const text = place.querySelector("script[type='application/json']")?.textContent;
  if (!text) return null;
  const told = JSON.parse(text);
  const columns = told.columns.map((/** @type {Told} */ [name, label, type, more]) => ({ name, label, type, ...more }));
  return { ...told, columns, language: document.documentElement.lang, address: published(told.file) };
}

/**
 * Where people and programs find the file: below the page's lasting address, without the hash.
 * @param {string} file
 */
function published(file) {
  const canonical = document.querySelector("link[rel=canonical]")?.getAttribute("href");
  return new URL(file.split("?")[0] ?? file, canonical ?? document.baseURI).href;
}
