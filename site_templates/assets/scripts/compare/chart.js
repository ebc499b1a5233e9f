// A small drawing of two figures for each key: points, two lines or two rows of bars.

/** @import {Pair} from "./types.js" */

export const WIDTH = 640;
const SPACE = "http://www.w3.org/2000/svg";
const EDGE = { left: 64, right: 16, top: 14, bottom: 34 };
const MOST_BARS = 12;
const PANEL = 150;
const TICKS = 4;

/** @typedef {{x: number, y: number, name: string}} Dot */
/** @typedef {"scatter" | "lines" | "bars"} Form */

/**
 * Which drawing suits: time runs along a line, few keys stand side by side, many are a cloud.
 * @param {boolean} isTime
 * @param {number} count
 * @returns {Form}
 */
export function formFor(isTime, count) {
  if (isTime) return "lines";
  return count <= MOST_BARS ? "bars" : "scatter";
}

/**
 * Round steps from at most the lowest to at least the highest value.
 * @param {number} low
 * @param {number} high
 * @returns {number[]}
 */
export function ticks(low, high) {
  const span = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(span / TICKS));
  const step = ([1, 2, 2.5, 5, 10].find((each) => span / (each * power) <= TICKS) ?? 10) * power;
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, number) => Number(((first + number) * step).toPrecision(12)));
}

/**
 * @typedef {object} Telling
 * @property {(value: number) => string} number
 * @property {(pair: Pair) => string} name
 * @property {string} xLabel
 * @property {string} yLabel
 * @property {string} alt
 */

/**
 * The drawing of those pairs that have both figures.
 * @param {Form} form
 * @param {Pair[]} pairs
 * @param {Telling} telling
 * @returns {SVGSVGElement}
 */
export function chart(form, pairs, telling) {
  const dots = pairs.flatMap((pair) =>
    pair.x === null || pair.y === null ? [] : [{ x: pair.x, y: pair.y, name: telling.name(pair) }]);
  const height = form === "scatter" ? 360 : 2 * PANEL + 70;
  const svg = node("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": telling.alt, class: "portal-compare__svg" });
  if (form === "scatter") svg.append(...scatter(dots, height, telling));
  else {
    svg.append(...panel(form, dots, "x", 22, telling.xLabel, telling));
    svg.append(...panel(form, dots, "y", PANEL + 54, telling.yLabel, telling));
  }
  return /** @type {SVGSVGElement} */ (svg);
}

/**
 * @param {Dot[]} dots
 * @param {number} height
 * @param {Telling} telling
 */
function scatter(dots, height, telling) {
  const across = ticks(Math.min(...dots.map((d) => d.x)), Math.max(...dots.map((d) => d.x)));
  const up = ticks(Math.min(...dots.map((d) => d.y)), Math.max(...dots.map((d) => d.y)));
  const toX = scale(across, EDGE.left, WIDTH - EDGE.right);
  const toY = scale(up, height - EDGE.bottom - 14, EDGE.top + 18);
  const base = height - EDGE.bottom - 14;
  return [
    ...up.map((tick) => line(`M${EDGE.left} ${toY(tick)}H${WIDTH - EDGE.right}`)),
    ...up.map((tick) => label(telling.number(tick), EDGE.left - 8, toY(tick) + 4, "end")),
    ...across.map((tick) => label(telling.number(tick), toX(tick), base + 18, "middle")),
    label(telling.yLabel, 4, 14, "start", true),
    label(telling.xLabel, WIDTH - EDGE.right, height - 6, "end", true),
    ...dots.map(({ x, y, name }) => titled(
      node("circle", { cx: toX(x), cy: toY(y), r: 5, class: "portal-compare__dot" }),
      `${name}: ${telling.number(x)}; ${telling.number(y)}`,
    )),
  ];
}

/**
 * @param {Form} form
 * @param {Dot[]} dots
 * @param {"x" | "y"} side
 * @param {number} top
 * @param {string} heading
 * @param {Telling} telling
 */
function panel(form, dots, side, top, heading, telling) {
  const values = dots.map((dot) => dot[side]);
  const low = form === "bars" ? Math.min(0, ...values) : Math.min(...values);
  const up = ticks(low, Math.max(...values, form === "bars" ? 0 : -Infinity));
  const toY = scale(up, top + PANEL - 24, top + 8);
  const place = (WIDTH - EDGE.left - EDGE.right) / dots.length;
  const toX = (/** @type {number} */ number) => EDGE.left + place * (number + 0.5);
  const marks = form === "bars"
    ? values.map((value, number) => bar(toX(number), place, toY(0), toY(value), side))
    : [trail(values.map((value, number) => `${toX(number).toFixed(1)} ${toY(value).toFixed(1)}`), side), ...values.map((value, number) => node("circle", { cx: toX(number), cy: toY(value), r: 3.5, class: `portal-compare__dot portal-compare__dot--${side}` }))];
  const told = form === "bars" ? marks : marks.slice(1);
  told.forEach((mark, number) => titled(mark, `${dots[number]?.name}: ${telling.number(values[number] ?? 0)}`));
  const every = Math.ceil(dots.length / 10);
  const names = dots.map(({ name }, number) => (number % every ? null : label(clipped(name, place * every), toX(number), top + PANEL - 4, "middle")));
  return [
    ...up.map((tick) => line(`M${EDGE.left} ${toY(tick)}H${WIDTH - EDGE.right}`)),
    ...up.map((tick) => label(telling.number(tick), EDGE.left - 8, toY(tick) + 4, "end")),
    label(heading, 4, top - 6, "start", true),
    ...marks,
    ...names.filter((name) => name !== null),
  ];
}

/**
 * As much of a name as has room.
 * @param {string} name
 * @param {number} room
 */
function clipped(name, room) {
  const most = Math.max(4, Math.floor(room / 6.5));
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

/**
 * @param {number[]} steps
 * @param {number} from
 * @param {number} to
 * @returns {(value: number) => number}
 */
function scale(steps, from, to) {
  const low = steps[0] ?? 0;
  const span = (steps.at(-1) ?? 1) - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

/**
 * @param {number} x
 * @param {number} place
 * @param {number} zero
 * @param {number} end
 * @param {string} side
 */
function bar(x, place, zero, end, side) {
  const width = Math.min(place * 0.7, 60);
  const box = { x: x - width / 2, width, y: Math.min(zero, end), height: Math.max(Math.abs(zero - end), 0.5) };
  return node("rect", { ...box, class: `portal-compare__bar portal-compare__bar--${side}` });
}

const line = (/** @type {string} */ d) => node("path", { d, class: "portal-compare__grid" });
const trail = (/** @type {string[]} */ points, /** @type {string} */ side) =>
  node("path", { d: `M${points.join("L")}`, class: `portal-compare__line portal-compare__line--${side}` });

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 * @param {boolean} [isHeading]
 */
function label(text, x, y, anchor, isHeading = false) {
  const found = node("text", { x, y, "text-anchor": anchor, class: isHeading ? "portal-compare__heading" : "portal-compare__tick" });
  found.textContent = text;
  return found;
}

/**
 * @param {SVGElement} mark
 * @param {string} text
 */
function titled(mark, text) {
  mark.appendChild(node("title", {})).textContent = text;
  return mark;
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function node(name, attributes) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SPACE, name));
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 10) / 10) : value);
  }
  return made;
}
