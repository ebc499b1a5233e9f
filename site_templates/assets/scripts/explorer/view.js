// The explorer as people see it: it takes the place of the first rows that the page came with.

import { makeChips } from "./chips.js";
import { makeColumnsPanel } from "./columns.js";
import { element, freshId, labelled } from "./elements.js";
import { offerFiles } from "./files.js";
import { makeFilterPanel } from "./filter-panel.js";
import { makeFormats } from "./formats.js";
import { makeGrid } from "./grid.js";
import { makeGroupPanel } from "./group-panel.js";
import { makePager } from "./pager.js";
import { followProfiles } from "./profiles.js";
import { readState, writeState } from "./state.js";

/** @import {Column, Config, Engine, Kind, State, Words} from "./types.js" */

const TYPING_MS = 250;

/**
 * @typedef {object} Explorer what the parts of one explorer share
 * @property {Config} config
 * @property {Engine} engine
 * @property {Map<string, Kind>} kinds
 * @property {Words} words
 * @property {ReturnType<typeof makeFormats>} formats
 * @property {State} state
 * @property {(change: Partial<State>, how?: "push" | "replace") => void} change
 * @property {(text: string) => void} tell
 * @property {() => Column[]} shown the columns that are not hidden
 * @property {(name: string) => Column} column
 *
 * @typedef {object} Panel a part that opens and closes
 * @property {string} label
 * @property {HTMLElement} content
 * @property {() => void} [update] after the state has changed
 * @property {() => void} [opened]
 * @property {boolean} [isOpen]
 */

/**
 * Show a table that has been opened.
 * @param {HTMLElement} place
 * @param {Pick<Explorer, "config" | "engine" | "kinds" | "words">} parts
 */
export async function show(place, { config, engine, kinds, words }) {
  const preview = place.previousElementSibling;
  const table = document.querySelectorAll(".portal-explorer").length > 1 ? config.name : null;
  const mine = () => isMine(table);
  const { state, ignored } = readState(mine() ? location.search : "", kinds);
  const status = element("p", { class: "portal-explorer__status", role: "status" });
  const columns = config.columns.filter(({ name }) => kinds.has(name));

  /** @type {Explorer} */
  const explorer = {
    config, engine, kinds, words, state,
    formats: makeFormats(config.language, { yes: words("answer.yes"), no: words("answer.no") }),
    change: (change, how = "push") => {
      Object.assign(explorer.state, "page" in change || "sql" in change ? {} : { page: 1 }, change);
      keepInAddress(writeState(location.search, explorer.state, table), how);
      void refresh();
    },
    tell: (text) => { status.textContent = text; },
    shown: () => {
      const names = explorer.state.columns;
      return names ? names.map(explorer.column) : columns;
    },
    column: (name) => columns.find((each) => each.name === name) ?? { name, label: name, type: "string" },
  };

  const grid = makeGrid(explorer);
  const pager = makePager(explorer);
  const chips = makeChips(explorer);
  const panels = [makeFilterPanel(explorer), makeColumnsPanel(explorer), makeGroupPanel(explorer), sqlPanel(explorer)];
  const search = searchBox(explorer);
  const { bar, contents, openAsked } = disclosures(panels);
  const tools = element("div", { class: "portal-explorer__tools" }, search.form, bar);

  let turn = 0;
  const refresh = async () => {
    const own = ++turn;
    const { page, size } = explorer.state;
    grid.element.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => explorer.tell(words("explorer.loading")), TYPING_MS);
    for (const part of [search, chips, ...panels]) part.update?.();
    try {
      const names = explorer.shown().map(({ name }) => name);
      const found = await engine.rows(explorer.state, (page - 1) * size, page * size, names);
      if (own !== turn) return;
      if (!found.rows.length && page > 1) return explorer.change({ page: 1 }, "replace");
      grid.update(found);
      pager.update(found.total);
      explorer.tell(counts(explorer, found.total));
    } catch (error) {
      if (own === turn && !(error instanceof Error && error.name === "Superseded")) explorer.tell(words("explorer.failed"));
    } finally {
      clearTimeout(slow);
      if (own === turn) grid.element.removeAttribute("aria-busy");
    }
  };

  await refresh();
  if (ignored) explorer.tell(words("explorer.ignored"));
  place.append(tools, ...contents, chips.element, status, grid.element, pager.element, offerFiles(explorer));
  if (preview?.matches(".portal-scroll, .portal-preview")) takePlaceOf(preview, grid.element);
  openAsked();
  followProfiles(explorer, document.querySelectorAll(".portal-explorer").length === 1);
  performance.mark("explorer-rows");
  window.addEventListener("popstate", () => {
    Object.assign(explorer.state, readState(mine() ? location.search : "", kinds).state);
    void refresh();
  });
}

/**
 * Hide the first rows; whoever was in them goes on where they were.
 * @param {Element} preview
 * @param {HTMLElement} grid
 */
function takePlaceOf(preview, grid) {
  const wasThere = preview.contains(document.activeElement);
  const { scrollLeft } = preview;
  preview.toggleAttribute("hidden", true);
  if (wasThere) grid.focus({ preventScroll: true });
  grid.scrollLeft = scrollLeft;
}

/**
 * Tell why there is no explorer; the rows that the page came with stay.
 * @param {HTMLElement} place
 * @param {unknown} error
 * @param {Words} words
 */
export function showFault(place, error, words) {
  const isLarge = error instanceof Error && error.name === "TooLarge";
  const text = isLarge ? words("explorer.too_large") : words("explorer.failed");
  place.append(element("p", { class: "portal-hint", role: "status" }, text));
}

/**
 * Whether the address speaks of this table: it is the only one, or the address names it.
 * @param {string | null} table
 */
function isMine(table) {
  if (table === null) return true;
  return new URLSearchParams(location.search).get("t") === table;
}

/**
 * @param {string} query
 * @param {"push" | "replace"} how
 */
function keepInAddress(query, how) {
  const address = `${location.pathname}${query}${location.hash}`;
  if (how === "push") history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

/**
 * @param {Explorer} explorer
 * @param {number} total
 */
function counts({ words, config, state }, total) {
  const isWhole = !state.query.trim() && !state.filters.length;
  return isWhole ? words("explorer.all_rows", { n: total }) : words("explorer.some_rows", { n: total, rows: config.rows });
}

/** @param {Explorer} explorer */
function searchBox(explorer) {
  const { words } = explorer;
  const input = element("input", { type: "search", autocomplete: "off", spellcheck: "false", placeholder: words("explorer.search_hint") });
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => explorer.change({ query: input.value }, "replace"), TYPING_MS);
  });
  const form = element("form", { role: "search", class: "portal-explorer__search", submit: (event) => event.preventDefault() },
    labelled(words("explorer.search"), input));
  form.setAttribute("aria-label", `${words("explorer.search")}: ${explorer.config.title}`);
  return {
    form,
    update: () => { if (document.activeElement !== input) input.value = explorer.state.query; },
  };
}

/**
 * Buttons that open one panel at a time.
 * @param {Panel[]} panels
 */
function disclosures(panels) {
  const buttons = panels.map(({ label, content }) => {
    content.id = freshId();
    content.hidden = true;
    content.classList.add("portal-explorer__panel");
    return element("button", { type: "button", class: "portal-explorer__button", "aria-expanded": "false", "aria-controls": content.id }, label);
  });
  const open = (/** @type {number} */ chosen) => panels.forEach((panel, index) => {
    const isOpen = index === chosen && panel.content.hidden;
    panel.content.hidden = !isOpen;
    buttons[index]?.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) panel.opened?.();
  });
  buttons.forEach((button, index) => button.addEventListener("click", () => open(index)));
  return {
    bar: element("div", { class: "portal-explorer__bar" }, ...buttons),
    contents: panels.map(({ content }) => content),
    openAsked: () => {
      const asked = panels.findIndex(({ isOpen }) => isOpen);
      if (asked >= 0) open(asked);
    },
  };
}

/**
 * The console comes when it is opened.
 * @param {Explorer} explorer
 * @returns {Panel}
 */
function sqlPanel(explorer) {
  const content = element("section", { "aria-label": explorer.words("explorer.sql") });
  return {
    label: explorer.words("explorer.sql"),
    content,
    isOpen: explorer.state.sql !== null,
    opened: async () => {
      if (content.firstChild) return;
      const { makeConsole } = await import("../sql/console.js");
      content.append(makeConsole(explorer));
    },
  };
}
