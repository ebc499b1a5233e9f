// What the map's script needs to speak of places: the page tells it to the explorer already.

import { configIn } from "../explorer/config.js";

/** @import {Config} from "./types.js" */
/** @import {Config as Table} from "../explorer/types.js" */

const GROUP = "map_script.";
const WORDS = [
  "no_webgl", "no_places", "zoom_in", "zoom_out", "canvas", "close", "shown", "find", "yes", "no",
];

/**
 * The columns of the table that a map belongs to, and the words of the page's language.
 * @param {HTMLElement} figure
 * @returns {Promise<Config>}
 */
export async function configOf(figure) {
  const told = JSON.parse(figure.querySelector("script[type='application/json']")?.textContent ?? "[]");
  const table = tableOf(figure.id.slice("map-".length));
  const answer = await fetch(table.words);
  if (!answer.ok) throw new Error(`${answer.status} ${table.words}`);
  return { told, language: table.language, words: ofMaps(await answer.json()), ...namesOf(table.columns) };
}

/**
 * @param {string} name
 * @returns {Table}
 */
function tableOf(name) {
  const tables = [...document.querySelectorAll(".portal-explorer")].map(configIn);
  const table = tables.find((each) => each?.name === name);
  if (!table) throw new Error(name);
  return table;
}

/** @param {Table["columns"]} columns */
export function namesOf(columns) {
  return {
    labels: Object.fromEntries(columns.map(({ name, label }) => [name, label])),
    units: Object.fromEntries(columns.flatMap(({ name, unit }) => (unit ? [[name, unit]] : []))),
    years: columns.filter(({ type }) => type === "year").map(({ name }) => name),
  };
}

/** @param {Record<string, string>} texts by key */
function ofMaps(texts) {
  return Object.fromEntries(WORDS.map((name) => [name, texts[GROUP + name] ?? ""]));
}
