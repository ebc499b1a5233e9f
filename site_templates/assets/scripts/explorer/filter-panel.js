// Filters by column: what can be asked depends on the column's kind.

import { valueName } from "./chips.js";
import { choice, element, labelled } from "./elements.js";

/** @import {Explorer, Panel} from "./view.js" */
/** @import {Filter} from "./types.js" */

/** A list longer than this is no choice. */
const MOST_CHOICES = 40;
/** @type {Record<string, string>} */
const DATE_INPUTS = { date: "date", datetime: "date", yearmonth: "month" };

/** @typedef {{fields: HTMLElement, read: () => Filter | null}} Form what asks for a filter */

/**
 * @param {Explorer} explorer
 * @returns {Panel}
 */
export function makeFilterPanel(explorer) {
  const { words } = explorer;
  const names = [...explorer.kinds.keys()];
  const fields = element("div", { class: "portal-explorer__fields" });
  /** @type {Form | undefined} */
  let form;
  const column = choice(names.map((name) => [name, explorer.column(name).label]), names[0] ?? "", () => void ask());

  const ask = async () => {
    const name = column.value;
    const made = await formFor(explorer, name);
    if (name !== column.value) return;
    form = made;
    fields.replaceChildren(made.fields);
  };
  const content = element("form", {
    class: "portal-explorer__form",
    submit: (/** @type {Event} */ event) => {
      event.preventDefault();
      const filter = form?.read();
      const others = explorer.state.filters.filter((each) => each.column !== column.value);
      explorer.change({ filters: filter ? [...others, filter] : others });
    },
  },
    labelled(words("explorer.filter_column"), column), fields,
    element("button", { class: "portal-button" }, words("explorer.apply")));
  return { label: words("explorer.filter"), content, opened: () => void ask() };
}

/**
 * @param {Explorer} explorer
 * @param {string} name
 * @returns {Promise<Form>}
 */
async function formFor(explorer, name) {
  const kind = explorer.kinds.get(name) ?? "text";
  const present = explorer.state.filters.find(({ column }) => column === name);
  if (kind === "boolean" || (kind === "text" && explorer.column(name).few)) {
    const form = await choicesForm(explorer, name, present);
    if (form) return form;
  }
  return kind === "text" ? textForm(explorer, name, present) : rangeForm(explorer, name, present);
}

/**
 * @param {Explorer} explorer
 * @param {string} column
 * @param {Filter | undefined} present
 * @returns {Form}
 */
function textForm({ words }, column, present) {
  const input = element("input", { type: "text", autocomplete: "off", value: present?.kind === "contains" && present.text });
  return {
    fields: labelled(words("explorer.contains"), input),
    read: () => (input.value.trim() ? { column, kind: "contains", text: input.value } : null),
  };
}

/**
 * @param {Explorer} explorer
 * @param {string} column
 * @param {Filter | undefined} present
 * @returns {Form}
 */
function rangeForm(explorer, column, present) {
  const { words } = explorer;
  const isDate = explorer.kinds.get(column) === "date";
  const type = isDate ? (DATE_INPUTS[explorer.column(column).type] ?? "date") : "number";
  const bounds = present?.kind === "range" ? [present.min, present.max] : [undefined, undefined];
  const [from, to] = bounds.map((value) => element("input", { type, step: !isDate && "any", value }));
  const labels = isDate ? [words("explorer.from"), words("explorer.to")] : [words("explorer.at_least"), words("explorer.at_most")];
  return {
    fields: element("div", { class: "portal-explorer__fields" }, ...[from, to].map((input, at) => labelled(labels[at] ?? "", input ?? element("input")))),
    read: () => {
      const [min, max] = [from?.value, to?.value];
      return min || max ? { column, kind: "range", ...(min && { min }), ...(max && { max }) } : null;
    },
  };
}

/**
 * @param {Explorer} explorer
 * @param {string} column
 * @param {Filter | undefined} present
 * @returns {Promise<Form | null>}
 */
async function choicesForm(explorer, column, present) {
  const { words, formats, kinds } = explorer;
  const found = await explorer.engine.values(column);
  if (found.length > MOST_CHOICES) return null;
  const chosen = new Set(present?.kind === "in" ? present.values : []);
  const boxes = found.map(({ value, count }) => {
    const key = value === null ? null : String(value);
    const box = element("input", { type: "checkbox", checked: chosen.has(key) });
    const name = key === null ? words("dataset.missing_cell") : valueName(explorer, key, explorer.column(column).type, kinds.get(column));
    return { key, box, label: element("label", {}, box, name, " ", element("span", { class: "portal-count" }, formats.number(count))) };
  });
  return {
    fields: element("fieldset", {}, element("legend", {}, words("explorer.values")),
      element("div", { class: "portal-explorer__boxes" }, ...boxes.map(({ label }) => label))),
    read: () => {
      const values = boxes.filter(({ box }) => box.checked).map(({ key }) => key);
      return values.length ? { column, kind: "in", values } : null;
    },
  };
}
