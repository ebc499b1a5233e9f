// The catalogue: search, narrow and sort the list of all datasets; the address keeps the state.

import { Cards } from "./cards.js";
import { loadCatalogue } from "./data.js";
import { offerDialog } from "./dialog.js";
import { offerRest, ticked } from "./facets.js";
import { narrow } from "./narrow.js";
import { offerPeeks } from "./peek.js";
import { ranker } from "./ranking.js";
import { isNarrowed, readState, SORTS, usualSort, without, writeState } from "./state.js";
import { View } from "./view.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./ranking.js").Ranking} Ranking
 */

const TYPING_MS = 150;
// Cards from other pages of the list are fetched: so many are enough at first.
const SHOWN_OF_MANY = 24;

/** Run what the page offers: looks into datasets on every list, the finder in the catalogue. */
export function startLists() {
  for (const list of document.querySelectorAll(".portal-cards")) offerPeeks(list);
  const finder = document.querySelector(".portal-finder");
  const form = finder?.querySelector("form");
  if (finder instanceof HTMLElement && form) start(finder, form);
}

/**
 * @param {HTMLElement} finder
 * @param {HTMLFormElement} form
 */
async function start(finder, form) {
  offerDialog(form);
  offerRest(form);
  form.addEventListener("submit", (event) => event.preventDefault());
  const view = new View(finder, form);
  try {
    const catalogue = await loadCatalogue(finder.dataset.catalogue ?? "");
    new Finder(form, view, catalogue, cardsOf(finder, catalogue)).run();
  } catch {
    view.tellFailure();
  }
}

/**
 * @param {HTMLElement} finder
 * @param {import("./data.js").Catalogue} catalogue
 */
function cardsOf(finder, { slugs, part }) {
  const addresses = (finder.dataset.parts ?? "").split(" ");
  const number = Number(finder.dataset.part ?? 1) - 1;
  const list = finder.querySelector(".portal-cards") ?? document.createElement("ul");
  return new Cards(list, slugs, { addresses, size: part, number });
}

class Finder {
  /**
   * @param {HTMLFormElement} form
   * @param {View} view
   * @param {import("./data.js").Catalogue} catalogue
   * @param {Cards} cards
   */
  constructor(form, view, catalogue, cards) {
    this.form = form;
    this.view = view;
    this.catalogue = catalogue;
    this.cards = cards;
    this.state = readState(location.search, catalogue.options);
    const isWholeHere = cards.parts.addresses.length === 1;
    this.step = isWholeHere ? catalogue.part : Math.min(SHOWN_OF_MANY, catalogue.part);
    this.shown = this.step;
    this.turn = 0;
    this.rank = ranker(view.root, document.documentElement.lang, catalogue.slugs,
      (slug) => cards.textOf(slug));
    /** @type {{query: string, ranking: Promise<Ranking>} | null} */
    this.last = null;
  }

  run() {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let typing;
    this.view.query.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.go(this.asked(), "replaceState"), TYPING_MS);
    });
    this.form.addEventListener("change", (event) => {
      if (event.target !== this.view.query) this.go(this.asked(), "pushState");
    });
    this.view.listen({
      remove: (condition) => this.go(without(this.state, condition), "pushState"),
      reset: () => this.go({ query: "", filters: {}, sort: null }, "pushState"),
      more: () => this.showMore(),
    });
    addEventListener("popstate", () => {
      this.state = readState(location.search, this.catalogue.options);
      this.update();
    });
    if (isNarrowed(this.state) || this.state.sort) this.update();
  }

  /** What the form says. @returns {State} */
  asked() {
    const query = this.view.query.value.trim();
    const sort = SORTS.find((each) => each === this.view.sort.value) ?? null;
    const isUsual = sort === usualSort(this.state.query) || sort === usualSort(query);
    return { query, filters: ticked(this.form), sort: isUsual ? null : sort };
  }

  /**
   * @param {State} state
   * @param {"pushState" | "replaceState"} how
   */
  go(state, how) {
    this.state = state;
    history[how](null, "", writeState(state) || location.pathname);
    this.update();
  }

  showMore() {
    const before = this.shown;
    this.shown += this.step;
    this.update(before);
  }

  /** @param {number} [from] the first of further cards, which gets the focus */
  async update(from) {
    const turn = ++this.turn;
    const { state, catalogue } = this;
    if (from === undefined) this.shown = this.step;
    try {
      const ranking = state.query ? await this.rankingOf(state.query) : null;
      const ranks = ranking?.ranks ?? null;
      const { found, counts } = narrow(catalogue, state, ranks);
      const numbers = found.slice(0, this.shown);
      const isWhole = !isNarrowed(state) && (state.sort ?? "updated") === "updated";
      if (!isWhole) await this.cards.need(numbers);
      if (turn !== this.turn) return;
      if (isWhole) this.cards.restore();
      else this.cards.show(numbers, ranking?.why ?? new Map(), this.view.reasons);
      const corrected = ranking?.corrected ?? "";
      this.view.show({ state, catalogue, ranks, found, counts, corrected, isWhole });
      this.view.offerMore(isWhole ? 0 : Math.min(found.length - numbers.length, this.step));
      if (from !== undefined) this.view.focusCard(from);
    } catch {
      if (turn === this.turn) this.view.tellFailure();
    }
  }

  /** @param {string} query */
  rankingOf(query) {
    if (this.last?.query !== query) this.last = { query, ranking: this.rank(query) };
    return this.last.ranking;
  }
}

