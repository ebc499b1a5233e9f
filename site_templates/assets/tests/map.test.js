import assert from "node:assert/strict";
import { test } from "node:test";

import { boxAround, boxOf, factsOf, filled, isWithin, namesOf, placesOf } from "../scripts/map/places.js";

/** @type {import("../scripts/map/types.js").Config} */
const CONFIG = {
  language: "vi",
  labels: { ten: "Tên", so: "Số", nam: "Năm", mo: "Mở" },
  units: { so: "ha" },
  years: ["nam"],
  told: ["ten", "so"],
  words: { yes: "Có", no: "Không" },
};

/**
 * @param {import("geojson").Geometry | null} geometry
 * @param {Record<string, unknown>} properties
 * @returns {import("../scripts/map/types.js").Row}
 */
const row = (geometry, properties = {}) => ({ type: "Feature", geometry, properties });
/** @param {number[]} coordinates */
const point = (...coordinates) => row({ type: "Point", coordinates });

test("rows without a place are left out, and the others keep their number", () => {
  const features = [row(null), point(105.5, 21.3), point(), point(999, 21)];
  const places = placesOf({ type: "FeatureCollection", features });
  assert.deepEqual(places.map((place) => place.row), [1]);
});

test("a box holds every part of a geometry, whatever its kind", () => {
  const line = { type: /** @type {const} */ ("LineString"), coordinates: [[1, 2], [3, -4]] };
  const geometry = { type: /** @type {const} */ ("GeometryCollection"), geometries: [line, { type: /** @type {const} */ ("Point"), coordinates: [9, 9, 100] }] };
  assert.deepEqual(boxOf(geometry), [1, -4, 9, 9]);
});

test("the view decides what is listed", () => {
  const places = placesOf({ type: "FeatureCollection", features: [point(105, 21), point(106, 22)] });
  assert.deepEqual(boxAround(places), [105, 21, 106, 22]);
  assert.equal(places.filter(isWithin([104.5, 20, 105.5, 23])).length, 1);
});

test("cells are told in the reader's language, with units, and years without points", () => {
  const told = row(null, { ten: "<b>A</b>", so: 1234.5, nam: 2025, mo: true, la: { a: 1 }, trong: null });
  assert.deepEqual(factsOf(told, CONFIG), [
    ["Tên", "<b>A</b>"], ["Số", "1.234,5 ha"], ["Năm", "2025"], ["Mở", "Có"], ["la", '{"a":1}'],
  ]);
  assert.deepEqual(namesOf(row(null), CONFIG), ["–", "–"]);
});

test("blanks that nobody fills stay", () => {
  assert.equal(filled("{n} trong {total}", { n: 3 }), "3 trong {total}");
});
