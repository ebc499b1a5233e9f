// The search box of every page: a plain form, with suggestions while somebody types.

import { Suggestions } from "./suggestions.js";

const PAUSE_MS = 120;
const SHORTEST_QUERY = 2;
const MOST_SHOWN = 7;

/** @typedef {import("./engine.js").Engine} Engine */

/** Let `/` lead to the box, and suggest as soon as somebody types there. */
export function offerSearch() {
  const form = document.querySelector("form.portal-find");
  const input = form?.querySelector("input");
  if (!(form instanceof HTMLFormElement) || !input) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.defaultPrevented || isTyping(event)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  suggestIn(form, input);
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
 */
function suggestIn(form, input) {
  const list = new Suggestions(form, input);
  /** @type {Promise<Engine> | undefined} */
  let search;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  let asked = 0;

  const open = () => {
    search ??= load(form);
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
 * @param {HTMLFormElement} form
 * @returns {Promise<Engine>}
 */
async function load(form) {
  const { openSearch } = await import("./engine.js");
  const root = new URL(form.dataset.root ?? "./", location.href);
  return openSearch(root, document.documentElement.lang || "vi");
}
