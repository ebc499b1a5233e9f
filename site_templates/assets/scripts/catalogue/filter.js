// The catalogue's own search box: hides the cards that do not hold every word.

import { fold } from "../text/fold.js";

/** Show the box and let it filter, where the page lists datasets. */
export function filterCards() {
  const form = document.querySelector("form.portal-filter");
  const input = form?.querySelector("input");
  const list = document.querySelector(".portal-split__main .portal-cards");
  if (!(form instanceof HTMLFormElement) || !input || !list) return;
  const count = form.querySelector("[role=status]");
  const none = document.querySelector(".portal-none");
  const pager = document.querySelector(".portal-pager");
  const next = pager?.querySelector("a[rel=next]");
  /** @type {Map<HTMLElement, string>} */
  const texts = new Map();
  /** @type {Promise<void> | undefined} */
  let whole;

  /** @param {HTMLElement} card */
  const textOf = (card) => {
    const known = texts.get(card) ?? fold(`${card.textContent} ${card.dataset.keywords ?? ""}`);
    texts.set(card, known);
    return known;
  };

  const show = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const card of list.children) {
      if (!(card instanceof HTMLElement)) continue;
      card.hidden = !words.every((word) => textOf(card).includes(word));
      found += card.hidden ? 0 : 1;
    }
    none?.toggleAttribute("hidden", found > 0);
    pager?.toggleAttribute("hidden", words.length > 0);
    const { found: text = "", total = "" } = form.dataset;
    const told = text.replace("{n}", String(found)).replace("{total}", total);
    if (count) count.textContent = words.length ? told : "";
  };

  const apply = async () => {
    const query = input.value.trim();
    history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    if (query && next instanceof HTMLAnchorElement) {
      await (whole ??= loadRest(next.href, list).catch(() => {}));
    }
    show();
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { apply(); input.focus(); }));
  input.addEventListener("input", apply);
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) apply();
}

/**
 * A long catalogue comes in several pages: the first search fetches the others.
 * @param {string | undefined} next
 * @param {Element} list
 */
async function loadRest(next, list) {
  while (next) {
    const text = await (await fetch(next)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const link of page.querySelectorAll("a[href]")) {
      link.setAttribute("href", new URL(link.getAttribute("href") ?? "", next).href);
    }
    list.append(...page.querySelectorAll(".portal-split__main .portal-card"));
    next = page.querySelector(".portal-pager a[rel=next]")?.getAttribute("href") ?? undefined;
  }
}
