// The map that can be moved: MapLibre on plain ground, fetched only when somebody asks for it.

import { Map, NavigationControl, Popup, ScaleControl, setWorkerUrl } from "maplibre-gl";
import sheet from "maplibre-gl/dist/maplibre-gl.css";

import { configOf } from "./config.js";
import { placeList } from "./list.js";
import { boxAround, factsOf, middleOf, placesOf } from "./places.js";
import { SOURCE, colours, layers, styleOf } from "./style.js";

/** @import {Box, Config, Place} from "./types.js" */
/** @import {GeoJSONSource, MapLayerMouseEvent, StyleSpecification} from "maplibre-gl" */

const CLOSEST = 15;
/** Of the map's height: how far below its middle a place is shown, to be told of above it. */
const ROOM_FOR_FACTS = 0.32;
const SHOWN = ["points", "areas", "lines"];

/** A reason told in the reader's words. */
class Reason extends Error {
  name = "Reason";
}

/**
 * Put a map over the drawing of a figure.
 * @param {HTMLElement} figure
 */
export async function startMap(figure) {
  const frame = figure.querySelector(".portal-map__frame");
  const { map: address = "", base, worker = "" } = figure.dataset;
  const [config, rows] = await Promise.all([configOf(figure), fetchRows(address), addSheet()]);
  const places = placesOf(rows);
  if (!frame || !places.length) throw new Reason(config.words.no_places);
  setWorkerUrl(new URL(worker, document.baseURI).href);

  const live = document.createElement("div");
  live.className = "portal-map__live";
  frame.append(live);
  const beneath = base && new URL(base, document.baseURI).href;
  const map = drawn(live, styleOf(rows, beneath), boxAround(places), config);
  frame.querySelector(".portal-map__svg")?.setAttribute("hidden", "");
  connect(map, figure, places, config);
}

/**
 * @param {string} address
 * @returns {Promise<import("./types.js").Rows>}
 */
async function fetchRows(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

/** MapLibre's own styles, once. */
async function addSheet() {
  const href = new URL(sheet, import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  const loaded = new Promise((done, fail) => { link.onload = done; link.onerror = fail; });
  document.head.append(link);
  await loaded;
}

/**
 * @param {HTMLElement} container
 * @param {StyleSpecification} style
 * @param {Box} box
 * @param {Config} config
 */
function drawn(container, style, box, { words }) {
  try {
    const map = new Map({
      container,
      style,
      bounds: box,
      fitBoundsOptions: { padding: 40, maxZoom: CLOSEST },
      attributionControl: false,
      renderWorldCopies: false,
      dragRotate: false,
      pitchWithRotate: false,
      cooperativeGestures: false,
      locale: {
        "Map.Title": words.canvas ?? "",
        "NavigationControl.ZoomIn": words.zoom_in ?? "",
        "NavigationControl.ZoomOut": words.zoom_out ?? "",
        "Popup.Close": words.close ?? "",
      },
    });
    map.scrollZoom.disable(); // the page is what a wheel moves; buttons and + and − zoom
    map.touchZoomRotate.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }));
    map.addControl(new ScaleControl({}));
    return map;
  } catch {
    container.remove();
    throw new Reason(words.no_webgl);
  }
}

/**
 * Let map and list speak of the same places.
 * @param {Map} map
 * @param {HTMLElement} figure
 * @param {Place[]} places
 * @param {Config} config
 */
function connect(map, figure, places, config) {
  const popup = new Popup({ maxWidth: "16rem", focusAfterOpen: false, anchor: "bottom", offset: 8 });
  let isFinding = false;

  /**
   * @param {Place} place
   * @param {[number, number]} at
   */
  const tell = (place, at) => {
    popup.setLngLat(at).setDOMContent(facts(place, config)).addTo(map);
    list.mark(place);
  };
  const find = (/** @type {Place} */ place) => {
    isFinding = true;
    const below = map.getContainer().clientHeight * ROOM_FOR_FACTS;
    const zoom = map.cameraForBounds(place.box, { padding: 40, maxZoom: CLOSEST })?.zoom ?? CLOSEST;
    map.easeTo({ center: middleOf(place), zoom, offset: [0, below] });
    tell(place, middleOf(place));
  };
  const list = placeList(figure, config, find);
  const follow = () => {
    if (!isFinding) list.show(places, viewOf(map));
    isFinding = false;
  };

  popup.on("close", () => list.mark(null));
  map.on("load", follow);
  map.on("moveend", follow);
  for (const layer of SHOWN) {
    map.on("click", layer, ({ features, lngLat }) => {
      const place = places.find(({ row }) => row === features?.[0]?.id);
      if (place) tell(place, layer === "points" ? middleOf(place) : [lngLat.lng, lngLat.lat]);
    });
  }
  map.on("click", "clusters", (event) => open(map, event));
  for (const layer of [...SHOWN, "clusters"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  followScheme(map);
}

/**
 * @param {Map} map
 * @returns {Box}
 */
function viewOf(map) {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

/**
 * Come closer until the places of a cluster part.
 * @param {Map} map
 * @param {MapLayerMouseEvent} event
 */
async function open(map, { features, lngLat }) {
  const source = /** @type {GeoJSONSource} */ (map.getSource(SOURCE));
  const zoom = await source.getClusterExpansionZoom(features?.[0]?.properties.cluster_id);
  map.easeTo({ center: lngLat, zoom });
}

/**
 * All that is known of a place; cells are text, whatever they hold.
 * @param {Place} place
 * @param {Config} config
 */
function facts({ feature }, config) {
  const list = document.createElement("dl");
  list.className = "portal-map__popup";
  for (const [label, text] of factsOf(feature, config)) {
    const line = list.appendChild(document.createElement("div"));
    line.appendChild(document.createElement("dt")).textContent = label;
    line.appendChild(document.createElement("dd")).textContent = text;
  }
  return list;
}

/**
 * Take the colours of the scheme that is switched to.
 * @param {Map} map
 */
function followScheme(map) {
  const repaint = () => {
    for (const { id, paint } of layers(colours())) {
      for (const [name, value] of Object.entries(paint ?? {})) {
        map.setPaintProperty(id, /** @type {any} */ (name), value);
      }
    }
  };
  const attributeFilter = ["data-md-color-scheme"];
  new MutationObserver(repaint).observe(document.body, { attributeFilter });
}
