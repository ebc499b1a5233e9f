// Rows with geometries: where they lie, and what is said of them.

/** @import {Box, Config, Place, Row, Rows} from "./types.js" */
/** @import {Geometry} from "geojson" */

/** The list beside a map names no more places than a reader would go through. */
export const MOST_LISTED = 50;

/**
 * The rows that have a place on the globe.
 * @param {Rows} rows
 * @returns {Place[]}
 */
export function placesOf(rows) {
  return rows.features.flatMap((feature, row) => {
    const box = feature.geometry && boxOf(feature.geometry);
    return box ? [{ row, feature, box }] : [];
  });
}

/**
 * What holds a geometry; nothing where it has no position.
 * @param {Geometry} geometry
 * @returns {Box | null}
 */
export function boxOf(geometry) {
  const box = /** @type {Box} */ ([Infinity, Infinity, -Infinity, -Infinity]);
  widen(box, geometry);
  return box[0] <= box[2] ? box : null;
}

/**
 * @param {Box} box
 * @param {Geometry} geometry
 */
function widen(box, geometry) {
  if (geometry.type === "GeometryCollection") geometry.geometries.forEach((part) => widen(box, part));
  else visit(box, geometry.coordinates);
}

/**
 * @param {Box} box
 * @param {unknown} coordinates
 */
function visit(box, coordinates) {
  if (!Array.isArray(coordinates)) return;
  const [longitude, latitude] = coordinates;
  if (typeof longitude !== "number") for (const part of coordinates) visit(box, part);
  else if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) {
    box[0] = Math.min(box[0], longitude);
    box[1] = Math.min(box[1], latitude);
    box[2] = Math.max(box[2], longitude);
    box[3] = Math.max(box[3], latitude);
  }
}

/**
 * What holds all places.
 * @param {Place[]} places
 * @returns {Box}
 */
export function boxAround(places) {
  return places.reduce(
    (all, { box }) => [
      Math.min(all[0], box[0]), Math.min(all[1], box[1]),
      Math.max(all[2], box[2]), Math.max(all[3], box[3]),
    ],
    /** @type {Box} */ ([180, 90, -180, -90]),
  );
}

/**
 * Whether any of a place may be seen in a view.
 * @param {Box} view
 * @returns {(place: Place) => boolean}
 */
export const isWithin = (view) => ({ box }) =>
  box[0] <= view[2] && box[2] >= view[0] && box[1] <= view[3] && box[3] >= view[1];

/**
 * The middle of a place.
 * @param {Place} place
 * @returns {[number, number]}
 */
export const middleOf = ({ box }) => [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];

/**
 * The cells that name a row, in the order of the page's own list.
 * @param {Row} feature
 * @param {Config} config
 */
export function namesOf(feature, config) {
  return config.told.map((name) => cellText(feature.properties?.[name], name, config) || "–");
}

/**
 * All that a row says: labels and cells, missing ones left out.
 * @param {Row} feature
 * @param {Config} config
 * @returns {[string, string][]}
 */
export function factsOf(feature, config) {
  return Object.entries(feature.properties ?? {}).flatMap(([name, value]) => {
    const text = cellText(value, name, config);
    return text ? [/** @type {[string, string]} */ ([config.labels[name] ?? name, text])] : [];
  });
}

/**
 * A cell as readers of the language write it.
 * @param {unknown} value
 * @param {string} name
 * @param {Config} config
 */
function cellText(value, name, config) {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return config.words[value ? "yes" : "no"] ?? "";
  if (typeof value === "object") return JSON.stringify(value);
  if (typeof value !== "number" || config.years.includes(name)) return String(value);
  const unit = config.units[name];
  const text = value.toLocaleString(config.language, { maximumFractionDigits: 6 });
  return unit ? `${text} ${unit}` : text;
}

/**
 * A text of the page with its blanks filled.
 * @param {string | undefined} text
 * @param {Record<string, string | number>} blanks
 */
export function filled(text, blanks) {
  return (text ?? "").replace(/\{(\w+)\}/g, (blank, name) => String(blanks[name] ?? blank));
}
