// The search boxes of pages: plain forms, with suggestions while somebody types. Small screens show
// one of them on a page.

import { Suggestions } from "./suggestions.js";

const PAUSE_MS = 120;
const SHORTEST_QUERY = 2;
const MOST_SHOWN = 7;

/** @typedef {import("./engine.js").Engine} Engine */

/** Let `/` lead to the box that is shown, and suggest as soon as somebody types there. */
export function offerSearch() {
  const header = document.querySelector("form.portal-find");
  if (!(header instanceof HTMLElement)) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.defaultPrevented || isTyping(event)) return;
    const boxes = [...document.querySelectorAll("form[role=search] input[name=q]")];
    const box = boxes.find((each) => each.checkVisibility());
    if (!(box instanceof HTMLInputElement)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  for (const form of document.querySelectorAll("form.portal-find, form.portal-search")) {
    const input = form.querySelector("input");
    if (form instanceof HTMLFormElement && input) suggestIn(form, input, header.dataset);
  }
}

/** @param {KeyboardEvent} event */
function isTyping({ target, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey) return true;
  return target instanceof HTMLElement
    && (target.isContentEditable || target.matches("input, textarea, select, [role=textbox]"));
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 * @param {DOMStringMap} told the words of suggestions, and the site's root
 */
function suggestIn(form, input, told) {
  const list = new Suggestions(form, input, told);
  /** @type {Promise<Engine> | undefined} */
  let search;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  let asked = 0;

  const open = () => {
    search ??= load(told);
    search.catch(() => { search = undefined; });
    return search;
  };

  const ask = async () => {
    const query = input.value, number = ++asked;
    if (query.trim().length < SHORTEST_QUERY) return list.close();
    try {
      const found = await (await open()).search(query, { limit: MOST_SHOWN });
      if (number === asked && document.activeElement === input) list.show(found, query);
    } catch {
      list.close(); // the form still leads to the catalogue
    }
  };

  input.addEventListener("focus", () => { open().catch(() => {}); });
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("blur", () => { asked++; clearTimeout(pause); list.close(); });
}

/**
 * @param {DOMStringMap} told
 * @returns {Promise<Engine>}
 */
async function load({ root: place = "./" }) {
  const { openSearch } = await import("./engine.js");
  const root = new URL(place, location.href);
  return openSearch(root, document.documentElement.lang || "vi");
}
