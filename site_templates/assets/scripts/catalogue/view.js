// What the finder shows beside the cards: counts, conditions, and what to do where nothing is left.

import { carryQuery } from "./asking.js";
import { fill, showChosen, showDrops } from "./chosen.js";
import { nameOf, showFacets } from "./facets.js";
import { drops } from "./narrow.js";
import { conditions, isNarrowed, usualSort } from "./state.js";

/**
 * @typedef {import("./state.js").Condition} Condition
 * @typedef {{
 *   state: import("./state.js").State,
 *   catalogue: import("./data.js").Catalogue,
 *   ranks: import("./narrow.js").Ranks,
 *   found: number[],
 *   counts: Record<string, number[]>,
 *   corrected: string,
 *   isWhole: boolean,
 * }} Result
 * @typedef {{remove: (condition: Condition) => void, reset: () => void, more: () => void}} Acts
 */

export class View {
  /**
   * @param {HTMLElement} finder
   * @param {HTMLFormElement} form
   */
  constructor(finder, form) {
    /** @param {string} selector */
    const part = (selector) => finder.querySelector(selector) ?? document.createElement("div");
    /** @param {string} selector @returns {HTMLElement} */
    const element = (selector) => {
      const found = part(selector);
      return found instanceof HTMLElement ? found : document.createElement("div");
    };
    this.finder = finder;
    this.form = form;
    this.root = new URL(finder.dataset.root ?? "./", location.href).href;
    this.query = /** @type {HTMLInputElement} */ (part("input[name=q]"));
    this.sort = /** @type {HTMLSelectElement} */ (part("select[name=sort]"));
    this.results = element("#results");
    this.count = element(".portal-tally__count");
    this.chosen = element(".portal-chosen");
    this.nothing = element(".portal-none");
    this.corrected = element(".portal-corrected");
    this.failed = element(".portal-failed");
    this.next = element(".portal-finder__next");
    this.openCount = element(".portal-finder__open .portal-count");
    this.showButton = element(".portal-dialog__show");
    const numbers = new Intl.NumberFormat(document.documentElement.lang);
    const plurals = new Intl.PluralRules(document.documentElement.lang);
    /** @param {number} n */
    this.number = (n) => numbers.format(n);
    /** A number of datasets in words. @param {number} n */
    this.datasets = (n) => {
      const { one, other } = this.count.dataset;
      return fill(plurals.select(n) === "one" ? one : other, { n: this.number(n) });
    };
    this.reasons = reasons(finder);
  }

  /** @param {Acts} acts */
  listen(acts) {
    this.acts = acts;
    for (const button of this.finder.querySelectorAll(".portal-finder__reset")) {
      button.addEventListener("click", () => {
        acts.reset();
        if (!button.closest("dialog")) this.results.focus();
      });
    }
    this.next.addEventListener("click", acts.more);
  }

  /** @param {Result} result */
  show(result) {
    const { state, catalogue, found, counts, corrected, isWhole } = result;
    if (this.query.value.trim() !== state.query) this.query.value = state.query;
    this.showSort(state);
    showFacets(this.form, state.filters, catalogue.options, counts, this.number);
    this.tellCount(found.length, catalogue.slugs.length);
    this.showConditions(state);
    this.showNothing(result);
    this.failed.hidden = true;
    this.corrected.hidden = !corrected || found.length === 0;
    this.corrected.textContent = fill(this.corrected.dataset.text, { query: corrected });
    this.finder.querySelector(".portal-pager")?.toggleAttribute("hidden", !isWhole);
    for (const link of this.finder.querySelectorAll(".portal-ask a")) {
      if (link instanceof HTMLAnchorElement) carryQuery(link, state.query);
    }
  }

  /** @param {import("./state.js").State} state */
  showSort({ query, sort }) {
    const relevance = this.sort.options.namedItem("relevance") ?? this.sort.options[0];
    if (relevance) relevance.hidden = relevance.disabled = !query;
    this.sort.value = sort ?? usualSort(query);
  }

  /**
   * @param {number} left
   * @param {number} total
   */
  tellCount(left, total) {
    const found = this.datasets(left);
    const isAll = left === total;
    const text = isAll ? found : fill(this.count.dataset.of, { found, total: this.number(total) });
    if (this.count.textContent !== text) this.count.textContent = text;
    this.showButton.textContent = fill(this.count.dataset.show, { found });
  }

  /** @param {import("./state.js").State} state */
  showConditions(state) {
    const all = conditions(state);
    const filters = all.filter(({ group }) => group !== null).length;
    this.openCount.hidden = filters === 0;
    this.openCount.textContent = this.number(filters);
    showChosen(this.chosen, all, (condition) => this.nameOf(condition), (condition) => {
      const place = all.indexOf(condition);
      this.acts?.remove(condition);
      this.focusChosen(place);
    });
    for (const button of this.finder.querySelectorAll(".portal-finder__reset")) {
      if (!button.closest("dialog")) button.toggleAttribute("hidden", all.length === 0);
    }
  }

  /** @param {Condition} condition */
  nameOf({ group, value }) {
    return group === null
      ? fill(this.chosen.dataset.query, { query: value })
      : nameOf(this.form, group, value);
  }

  /** @param {Result} result */
  showNothing({ state, catalogue, ranks, found }) {
    this.nothing.hidden = found.length > 0 || !isNarrowed(state);
    if (this.nothing.hidden) return;
    const { query, filters, both, drop } = this.nothing.dataset;
    const hasFilters = Object.keys(state.filters).length > 0;
    const text = state.query ? (hasFilters ? both : query) : filters;
    const heading = this.nothing.querySelector("h2");
    if (heading) heading.textContent = fill(text, { query: state.query });
    const list = this.nothing.querySelector(".portal-none__drops");
    const left = drops(catalogue, state, ranks);
    this.nothing.querySelector(".portal-none__why")?.toggleAttribute("hidden", !left.length);
    this.nothing.querySelector(".portal-none__spelling")?.toggleAttribute("hidden", !state.query);
    if (!(list instanceof HTMLElement)) return;
    showDrops(list, left, (condition, n) =>
      fill(drop, { name: this.nameOf(condition), found: this.datasets(n) }), (condition) => {
      this.acts?.remove(condition);
      this.results.focus();
    });
  }

  /** The focus goes to the button after one that was taken away. @param {number} place */
  focusChosen(place) {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      const buttons = this.chosen.querySelectorAll("button");
      (buttons[Math.min(place, buttons.length - 1)] ?? this.results).focus();
    });
    observer.observe(this.chosen, { childList: true });
  }

  /** @param {number} n how many further cards there are to show */
  offerMore(n) {
    this.next.hidden = n <= 0;
    this.next.textContent = fill(this.next.dataset.text, { n: this.number(n) });
  }

  /** @param {number} place */
  focusCard(place) {
    this.finder.querySelectorAll(".portal-cards > li")[place]?.querySelector("a")?.focus();
  }

  tellFailure() {
    this.failed.hidden = false;
    this.failed.textContent = this.failed.dataset.text ?? "";
  }
}

/**
 * What is said of a place that words were found in, by field: the page's `data-why-<field>`.
 * @param {HTMLElement} finder
 */
function reasons(finder) {
  const told = Object.entries(finder.dataset).filter(([name]) => name.startsWith("why"));
  return Object.fromEntries(told.map(([name, text]) => [name.slice(3).toLowerCase(), text ?? ""]));
}
