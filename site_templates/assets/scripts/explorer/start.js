// The explorer of one table: its reader and its view are fetched at the same time.

import { fetchAhead } from "./ahead.js";
import { configIn } from "./config.js";
import { remoteEngine } from "./remote.js";

/** @import {Config, Engine, Words} from "./types.js" */

/**
 * Put the explorer where the page has kept a place for it.
 * @param {HTMLElement} place
 */
export async function start(place) {
  const told = configIn(place);
  if (!told) return;
  const config = absolute(told);
  performance.mark("explorer-start");
  const ahead = fetchAhead(config);
  ahead.catch(() => {});
  const opening = engineFor(config).then(async (engine) => ({ engine, kinds: await engine.open(config, await ahead) }));
  const showing = Promise.all([import("./view.js"), wordsOf(config)]);
  opening.catch(() => {});
  const [{ show, showFault }, words] = await showing;
  try {
    const { engine, kinds } = await opening;
    await show(place, { config, engine, kinds: new Map(Object.entries(kinds)), words });
  } catch (error) {
    showFault(place, error, words);
  }
}

/**
 * An engine in a worker where the page names one: large tables would hold up the page.
 * @param {Config} config
 * @returns {Promise<Engine>}
 */
async function engineFor({ worker }) {
  if (worker) return remoteEngine(new Worker(worker, { type: "module" }));
  const { makeEngine } = await import("./engine.js");
  return makeEngine();
}

/**
 * Addresses that a worker understands, too.
 * @param {Config} config
 * @returns {Config}
 */
function absolute(config) {
  const at = (/** @type {string} */ address) => new URL(address, document.baseURI).href;
  const { file, words, worker } = config;
  return { ...config, file: at(file), words: at(words), ...(worker && { worker: at(worker) }) };
}

/**
 * @param {Config} config
 * @returns {Promise<Words>}
 */
async function wordsOf({ words, language }) {
  const response = await fetch(words);
  if (!response.ok) throw new Error(`${response.status} ${words}`);
  return makeWords(await response.json(), language);
}

/**
 * @param {Record<string, string>} texts by key
 * @param {string} language
 * @returns {Words}
 */
export function makeWords(texts, language) {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, blanks = {}) => {
    const counted = typeof blanks.n === "number" ? texts[`${key}.${plurals.select(blanks.n)}`] : undefined;
    const text = texts[key] ?? counted ?? texts[`${key}.other`] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = blanks[name];
      return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
    });
  };
}
