// The bars of a column's histogram as shapes of their own, which say what they stand for.

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = "20";

/**
 * Lay a shape over each bar, and name the column it tells of: pages carry only the outline and
 * some edges, which is shorter.
 */
export function separateBars() {
  for (const row of document.querySelectorAll(".portal-columns > tbody > tr")) {
    const name = row.querySelector("th > code")?.textContent ?? "";
    row.querySelector("td:last-child")?.setAttribute("data-column", name);
  }
  for (const drawing of document.querySelectorAll("svg[data-edges]")) {
    const { edges = "", kind = "" } = /** @type {SVGSVGElement} */ (drawing).dataset;
    const count = /** @type {SVGSVGElement} */ (drawing).viewBox.baseVal.width;
    drawing.append(...bars(kind === "date" ? edges.split(" ") : spaced(edges, count), kind));
  }
}

/**
 * @param {string[]} edges
 * @param {string} kind
 */
function bars(edges, kind) {
  return edges.slice(1).map((next, position) => {
    const bar = document.createElementNS(SVG, "rect");
    const first = edges[position] ?? "";
    const told = { x: String(position), width: "1", height: HEIGHT, "data-filter-min": first,
      "data-filter-max": last(first, next, kind) };
    for (const [name, value] of Object.entries(told)) bar.setAttribute(name, value);
    return bar;
  });
}

/**
 * Edges of equally wide bars, from the first two.
 * @param {string} edges
 * @param {number} count
 */
export function spaced(edges, count) {
  const [first = 0, second = 0] = edges.split(" ").map(Number);
  return Array.from({ length: count + 1 }, (_, position) =>
    String(Number((first + position * (second - first)).toPrecision(DIGITS))));
}

const DIGITS = 12;
const DAY_MS = 86_400_000;
const FINE = 1000;

/**
 * The last cell that belongs to a bar: filters take in both their ends, bars do not.
 * @param {string} first
 * @param {string} next
 * @param {string} kind
 */
export function last(first, next, kind) {
  if (kind === "whole") return String(Number(next) - 1);
  if (kind === "date") return new Date(Date.parse(next) - DAY_MS).toISOString().slice(0, next.length);
  const step = Number(next) - Number(first);
  return String(Number((Number(next) - step / FINE).toPrecision(DIGITS)));
}
