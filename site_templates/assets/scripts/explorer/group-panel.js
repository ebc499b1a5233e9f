// Rows put together by a column: a chart and, below it, its table.

import { makeChart } from "./chart.js";
import { choice, element, labelled, offer } from "./elements.js";
import { csvBlob, csvLines } from "./csv.js";

/** @import {Explorer, Panel} from "./view.js" */
/** @import {Group, Grouping, Measure, Part} from "./types.js" */

const MOST_SHOWN = 200;

/**
 * @param {Explorer} explorer
 * @returns {Panel}
 */
export function makeGroupPanel(explorer) {
  const { words, kinds } = explorer;
  const names = [...kinds.keys()];
  const numbers = names.filter((name) => kinds.get(name) === "number");
  const options = (/** @type {string[]} */ list) => list.map((name) => /** @type {[string, string]} */ ([name, explorer.column(name).label]));
  const by = choice(options(names), firstChoice(explorer), () => apply());
  const part = choice(PARTS.map((each) => [each, partName(explorer, each)]), "", () => apply());
  const measure = choice(measures(numbers.length > 0).map((each) => [each, measureName(explorer, each)]), "count", () => apply());
  const of = choice(options(numbers), numbers[0] ?? "", () => apply());
  const [partField, ofField] = [labelled(words("explorer.part"), part), labelled(words("explorer.measured"), of)];
  const result = element("div", { class: "portal-explorer__result", "aria-live": "polite" });
  const fields = element("div", { class: "portal-explorer__fields" },
    labelled(words("explorer.group_by"), by), partField, labelled(words("explorer.measure"), measure), ofField);
  const content = element("section", { "aria-label": words("explorer.group") }, fields, result);

  const shape = () => {
    partField.hidden = kinds.get(by.value) !== "date";
    ofField.hidden = measure.value === "count";
  };
  const apply = () => {
    shape();
    explorer.change({ group: {
      by: by.value,
      part: /** @type {Part} */ (partField.hidden ? "" : part.value),
      measure: /** @type {Measure} */ (measure.value),
      of: ofField.hidden ? null : of.value,
    }, page: explorer.state.page }, "replace");
  };
  let turn = 0;
  const update = async () => {
    const { group } = explorer.state;
    if (content.hidden || !group) return;
    [by.value, part.value, measure.value, of.value] = [group.by, group.part, group.measure, group.of ?? of.value];
    shape();
    const own = ++turn;
    const groups = await explorer.engine.group(explorer.state, group);
    if (own === turn) result.replaceChildren(...resultOf(explorer, group, groups));
  };
  return {
    label: words("explorer.group"),
    content,
    update: () => void update().catch(() => explorer.tell(words("explorer.failed"))),
    opened: () => (explorer.state.group ? void update() : apply()),
    isOpen: explorer.state.group !== null,
  };
}

/** @type {Part[]} */
const PARTS = ["", "month", "year"];

/** @param {boolean} hasNumbers */
function measures(hasNumbers) {
  return /** @type {Measure[]} */ (hasNumbers ? ["count", "sum", "mean", "min", "max"] : ["count"]);
}

/**
 * @param {Explorer} explorer
 * @param {Part} part
 */
function partName({ words }, part) {
  return { "": words("explorer.part_whole"), month: words("explorer.part_month"), year: words("explorer.part_year") }[part];
}

/**
 * @param {Explorer} explorer
 * @param {Measure} measure
 */
function measureName({ words }, measure) {
  return {
    count: words("explorer.count"), sum: words("explorer.sum"), mean: words("explorer.mean"),
    min: words("explorer.min"), max: words("explorer.max"),
  }[measure];
}

/**
 * The column that says most when rows are put together: few values, else a date.
 * @param {Explorer} explorer
 */
function firstChoice({ config, kinds }) {
  const few = config.columns.find(({ name, few }) => few && kinds.get(name) === "text");
  const date = config.columns.find(({ name }) => kinds.get(name) === "date");
  return (few ?? date ?? config.columns[0])?.name ?? "";
}

/**
 * @param {Explorer} explorer
 * @param {Grouping} grouping
 * @param {Group[]} groups
 */
function resultOf(explorer, grouping, groups) {
  const { words, formats } = explorer;
  const column = explorer.column(grouping.by);
  const type = grouping.part ? "yearmonth" : column.type;
  const of = grouping.of === null ? null : explorer.column(grouping.of);
  const figure = of ? `${measureName(explorer, grouping.measure)}: ${of.label}${of.unit ? ` (${of.unit})` : ""}` : words("explorer.count");
  const title = words("explorer.chart_title", { figure, by: column.label });
  const shown = groups.map(({ key, value, rows }) => ({
    name: key === null ? words("dataset.missing_cell") : formats.cell(key, type), isMissing: key === null, value, rows,
  }));
  const isLine = explorer.kinds.get(grouping.by) === "date" || column.type === "year";
  const cells = shown.slice(0, MOST_SHOWN).map(({ name, value, rows }) => element("tr", {},
    element("th", { scope: "row" }, name),
    element("td", { class: "n" }, value === null ? "–" : formats.number(round(value, grouping.measure))),
    ...(of ? [element("td", { class: "n" }, formats.number(rows))] : [])));
  const heads = [column.label, figure, ...(of ? [words("explorer.rows")] : [])];
  const table = element("table", { class: "portal-table" },
    element("caption", {}, shown.length > MOST_SHOWN ? words("explorer.first_groups", { n: MOST_SHOWN, groups: shown.length }) : words("explorer.groups", { n: shown.length })),
    element("thead", {}, element("tr", {}, ...heads.map((head, at) => element("th", { scope: "col", class: at > 0 && "n" }, head)))),
    element("tbody", {}, ...cells));
  const lines = () => csvLines(groups.map(({ key, value, rows }) => (of ? [key, value, rows] : [key, rows])));
  const names = [grouping.by, ...(of ? [`${grouping.measure}_${of.name}`] : []), "count"];
  return [
    makeChart({ title, isLine, groups: shown, words, number: (value) => formats.number(round(value, grouping.measure)) }),
    element("div", { class: "portal-scroll portal-explorer__twin", tabindex: "0", role: "region", "aria-label": title }, table),
    element("button", { type: "button", class: "portal-explorer__button", click: () => offer(csvBlob(names, [lines()]), `${explorer.config.name}-${grouping.by}.csv`) }, words("explorer.csv")),
  ];
}

/**
 * Sums of doubles end in noise; means are read to four digits, or two behind the point.
 * @param {number} value
 * @param {Measure} measure
 */
function round(value, measure) {
  if (measure !== "mean") return Number(value.toPrecision(12));
  return Math.abs(value) < 100 ? Number(value.toPrecision(4)) : Number(value.toFixed(2));
}
