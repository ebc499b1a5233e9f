// The list below a search box (ARIA combobox with a listbox): what was found, and why.

import { fold } from "../text/fold.js";
import { words } from "./words.js";

/**
 * @typedef {import("./engine.js").Found} Found
 * @typedef {import("./engine.js").Hit} Hit
 */

/** Shows what was found; keys and clicks open it. */
export class Suggestions {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {DOMStringMap} told its words
   */
  constructor(form, input, told) {
    this.form = form;
    this.input = input;
    this.told = told;
    /** @type {Record<string, string>} */
    this.fields = Object.fromEntries((told.fields ?? "").split(";").map((each) => each.split("=")));
    this.panel = element("div", "portal-found");
    this.note = element("p");
    this.list = element("ul");
    this.status = element("p", "portal-hidden");
    this.active = -1;
    this.prepare();
  }

  /** Tell assistive technology how box and list belong together. */
  prepare() {
    this.list.id = `portal-found-${document.querySelectorAll(".portal-found").length}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.form.getAttribute("aria-label") ?? "");
    this.status.setAttribute("role", "status");
    this.panel.hidden = true;
    this.panel.append(this.note, this.list);
    this.form.append(this.panel, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id,
      "aria-expanded": "false",
    })) this.input.setAttribute(name, value);
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.panel.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  /**
   * @param {Found} found
   * @param {string} query
   */
  show(found, query) {
    const { corrected = "", none = "", found: told = "", all = "" } = this.told;
    const count = String(found.total);
    this.note.textContent = found.corrected ? corrected.replace("{query}", found.corrected) : "";
    if (!found.hits.length) this.note.textContent = none;
    this.note.hidden = !this.note.textContent;
    const wanted = words(found.corrected ?? query).map(fold);
    const options = found.hits.map((hit) => this.option(hit, wanted));
    if (found.total > found.hits.length) options.push(this.rest(all.replace("{n}", count)));
    options.forEach((option, number) => { option.id = `${this.list.id}-${number}`; });
    this.list.replaceChildren(...options);
    this.status.textContent = [this.note.textContent, found.hits.length ? told.replace("{n}", count) : ""].join(" ").trim();
    this.list.hidden = !options.length;
    this.panel.hidden = false;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.choose(-1);
  }

  /** Hide the list. */
  close() {
    this.panel.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  /**
   * @param {Hit} hit
   * @param {string[]} wanted
   */
  option(hit, wanted) {
    const option = element("li");
    option.setAttribute("role", "option");
    const title = element("span");
    const isReason = hit.why.some(({ field }) => field === "title");
    title.append(...(isReason ? marked(hit.title, wanted) : [hit.title]));
    option.append(title);
    const reasons = hit.why
      .filter(({ field }) => field in this.fields)
      .map(({ field, text }) => `${this.fields[field]}: ${text}`);
    if (hit.kind !== "dataset") reasons.unshift(this.told.page ?? "");
    if (reasons.length) option.append(element("small", "", reasons.join(" · ")));
    option.addEventListener("click", () => location.assign(hit.url));
    return option;
  }

  /** @param {string} text */
  rest(text) {
    const option = element("li", "portal-found__all", text);
    option.setAttribute("role", "option");
    option.addEventListener("click", () => this.form.requestSubmit());
    return option;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const last = this.list.children.length - 1;
    /** @type {Record<string, () => void>} */
    const doing = {
      ArrowDown: () => this.choose(this.active < last ? this.active + 1 : -1),
      ArrowUp: () => this.choose(this.active < 0 ? last : this.active - 1),
      Escape: () => this.close(),
    };
    if (event.isComposing || this.panel.hidden) return;
    const chosen = this.list.children[this.active];
    if (event.key === "Enter" && chosen instanceof HTMLElement) doing.Enter = () => chosen.click();
    const action = doing[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  /**
   * Mark an option as the one that Enter opens; -1 for none.
   * @param {number} number
   */
  choose(number) {
    this.active = number;
    [...this.list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === number));
    });
    const chosen = this.list.children[number];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }
}

/**
 * The title with the words of the search marked.
 * @param {string} title
 * @param {string[]} wanted
 */
function marked(title, wanted) {
  const last = wanted.at(-1) ?? "";
  return title.split(/([\p{L}\p{M}\p{N}]+)/u).map((part) => {
    const filed = fold(part.normalize("NFKC"));
    const isWanted = wanted.includes(filed) || (last.length > 1 && filed.startsWith(last));
    return isWanted ? element("mark", "", part) : part;
  });
}

/**
 * @param {string} name
 * @param {string} [className]
 * @param {string} [text]
 */
function element(name, className = "", text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
