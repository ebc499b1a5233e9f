// How places look: the colours of the page, on plain ground, with no tiles of anybody.

/** @import {LayerSpecification, StyleSpecification} from "maplibre-gl" */
/** @import {Rows} from "./types.js" */

export const SOURCE = "places";
const BASE = "base";
const FONT = ["system-ui, sans-serif"];

/** The colours of the page's scheme. */
export function colours() {
  const style = getComputedStyle(document.body);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return { ground: colour("--map-ground"), mark: colour("--portal-link"), on: colour("--portal-ground"), surface: colour("--portal-surface"), edge: colour("--portal-line-strong") };
}

/**
 * The whole style; points near each other stand as one, with their number.
 * @param {Rows} rows
 * @param {string | undefined} base the address of polygons to draw beneath
 * @returns {StyleSpecification}
 */
export function styleOf(rows, base) {
  const isPoints = rows.features.every(({ geometry }) => !geometry || geometry.type === "Point");
  const data = /** @type {import("geojson").FeatureCollection} */ ({
    type: "FeatureCollection",
    features: rows.features.flatMap((each, id) => (each.geometry ? [{ ...each, id }] : [])),
  });
  return {
    version: 8,
    sources: {
      [SOURCE]: { type: "geojson", data, cluster: isPoints, clusterRadius: 42 },
      [BASE]: { type: "geojson", data: base ?? { type: "FeatureCollection", features: [] } },
    },
    layers: layers(colours()),
  };
}

/**
 * The layers, the topmost last.
 * @param {ReturnType<typeof colours>} colours
 * @returns {LayerSpecification[]}
 */
export function layers({ ground, mark, on, surface, edge }) {
  const source = SOURCE;
  return [
    { id: "ground", type: "background", paint: { "background-color": ground } },
    { id: "base", type: "fill", source: BASE, paint: { "fill-color": surface } },
    { id: "base-edges", type: "line", source: BASE, paint: { "line-color": edge, "line-width": 1 } },
    { id: "areas", type: "fill", source, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": mark, "fill-opacity": 0.22 } },
    { id: "lines", type: "line", source, filter: ["!=", ["geometry-type"], "Point"], layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": mark, "line-width": 2.5 } },
    { id: "points", type: "circle", source, filter: ["all", ["==", ["geometry-type"], "Point"], ["!", ["has", "point_count"]]], paint: { "circle-color": mark, "circle-radius": 7, "circle-stroke-color": on, "circle-stroke-width": 1.5 } },
    { id: "clusters", type: "circle", source, filter: ["has", "point_count"], paint: { "circle-color": mark, "circle-opacity": 0.9, "circle-stroke-color": on, "circle-stroke-width": 1.5, "circle-radius": ["step", ["get", "point_count"], 14, 20, 18, 100, 24] } },
    { id: "counts", type: "symbol", source, filter: ["has", "point_count"], layout: { "text-field": ["to-string", ["get", "point_count"]], "text-font": FONT, "text-size": 13, "text-allow-overlap": true }, paint: { "text-color": on } },
  ];
}
