// Bars or a line, as SVG. The table beside it says the same.

import { drawn, element } from "./elements.js";

/** @import {Words} from "./types.js" */

/** @typedef {{name: string, isMissing: boolean, value: number | null}} Bar */

const MOST_BARS = 25;
const ROW = 26;
/** What is drawn for phones, and for everything wider. */
const NARROW = { width: 340, names: 112, longest: 14, values: 76 };
const WIDE = { width: 640, names: 210, longest: 26, values: 90 };
const PHONE = "(max-width: 45em)";
const LINE_HEIGHT = 220;

/**
 * A figure with its title.
 * @param {{title: string, isLine: boolean, groups: Bar[], words: Words, number: (value: number) => string}} told
 */
export function makeChart({ title, isLine, groups, words, number }) {
  const present = groups.filter(({ isMissing, value }) => !isMissing && value !== null);
  const shown = isLine && present.length > 1 ? present : present.slice(0, MOST_BARS);
  const caption = element("figcaption", {}, title);
  if (shown.length < present.length) caption.append(" ", element("small", {}, words("explorer.most_bars", { n: MOST_BARS })));
  const picture = isLine && present.length > 1 ? line(shown, number) : bars(shown, number);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", alternative(title, shown, words, number));
  return element("figure", { class: "portal-explorer__chart" }, caption, picture);
}

/**
 * @param {string} title
 * @param {Bar[]} bars
 * @param {Words} words
 * @param {(value: number) => string} number
 */
function alternative(title, bars, words, number) {
  const ordered = [...bars].sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [highest, lowest] = [ordered[0], ordered.at(-1)];
  if (!highest || !lowest) return title;
  return `${title}. ${words("explorer.extremes", {
    highest: `${highest.name} (${number(highest.value ?? 0)})`, lowest: `${lowest.name} (${number(lowest.value ?? 0)})`,
  })}`;
}

/**
 * @param {Bar[]} list
 * @param {(value: number) => string} number
 */
function bars(list, number) {
  const values = list.map(({ value }) => value ?? 0);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const { width, names, longest, values: room } = layout();
  const [start, end] = [names, width - room];
  const scale = (/** @type {number} */ value) => start + ((value - low) / (high - low || 1)) * (end - start);
  const rows = list.flatMap(({ name }, at) => {
    const value = values[at] ?? 0;
    const y = at * ROW;
    const [from, to] = [scale(Math.min(0, value)), scale(Math.max(0, value))];
    return [
      drawn("text", { x: names - 8, y: y + 17, "text-anchor": "end" }, shortened(name, longest)),
      drawn("rect", { class: "portal-mark", x: from, y: y + 4, width: Math.max(1, to - from), height: ROW - 8, rx: 2 }),
      drawn("text", { class: "portal-value", x: to + 6, y: y + 17 }, number(value)),
    ];
  });
  return drawn("svg", { viewBox: `0 0 ${width} ${Math.max(ROW, list.length * ROW)}` }, ...rows);
}

/**
 * @param {Bar[]} list
 * @param {(value: number) => string} number
 */
function line(list, number) {
  const values = list.map(({ value }) => value ?? 0);
  const [smallest, high] = [Math.min(...values), Math.max(...values)];
  // A line far above zero begins below its lowest point; the axis tells where.
  const low = smallest > 0 && smallest > high / 2 ? smallest - (high - smallest || smallest) / 2 : Math.min(0, smallest);
  const { width } = layout();
  const [left, right, top, bottom] = [10, width - 10, 24, LINE_HEIGHT - 28];
  const x = (/** @type {number} */ at) => left + (at / Math.max(1, list.length - 1)) * (right - left);
  const y = (/** @type {number} */ value) => bottom - ((value - low) / (high - low || 1)) * (bottom - top);
  const points = values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
  const peak = values.indexOf(Math.max(...values));
  const side = peak > list.length / 2 ? "end" : "start";
  return drawn("svg", { viewBox: `0 0 ${width} ${LINE_HEIGHT}` },
    drawn("line", { class: "portal-axis", x1: left, x2: right, y1: y(Math.max(0, low)), y2: y(Math.max(0, low)) }),
    drawn("text", { class: "portal-value", x: left, y: y(Math.max(0, low)) - 6 }, number(Number(Math.max(0, low).toPrecision(4)))),
    drawn("polyline", { class: "portal-line", points }),
    drawn("circle", { class: "portal-mark", cx: x(peak), cy: y(values[peak] ?? 0), r: 3.5 }),
    drawn("text", { x: x(peak), y: y(values[peak] ?? 0) - 9, "text-anchor": side }, `${list[peak]?.name ?? ""}: ${number(values[peak] ?? 0)}`),
    drawn("text", { x: left, y: LINE_HEIGHT - 8 }, list[0]?.name ?? ""),
    drawn("text", { x: right, y: LINE_HEIGHT - 8, "text-anchor": "end" }, list.at(-1)?.name ?? ""));
}

function layout() {
  return matchMedia(PHONE).matches ? NARROW : WIDE;
}

/**
 * @param {string} name
 * @param {number} longest
 */
function shortened(name, longest) {
  return name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
}
