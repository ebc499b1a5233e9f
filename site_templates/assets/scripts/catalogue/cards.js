// The cards of a list: those on the page, and those that stand on its other pages, fetched as read.

/** @typedef {import("./ranking.js").Reason} Reason */

export class Cards {
  /**
   * @param {Element} list
   * @param {string[]} slugs
   * @param {{addresses: string[], size: number, number: number}} parts the pages of the list,
   *   and which of them this is, from 0
   */
  constructor(list, slugs, parts) {
    this.list = list;
    this.slugs = slugs;
    this.parts = parts;
    this.own = [...list.querySelectorAll(".portal-card")];
    /** @type {Map<string, Element>} */
    this.known = new Map();
    /** @type {Map<number, Promise<void>>} */
    this.fetched = new Map([[parts.number, Promise.resolve()]]);
    this.keep(this.own);
  }

  /** The words of a card, as far as it is known. @param {string} slug */
  textOf(slug) {
    return this.known.get(slug)?.textContent ?? "";
  }

  /** The list as the page came. */
  restore() {
    for (const card of this.own) explain(card, [], {});
    this.list.replaceChildren(...this.own);
  }

  /**
   * Fetch what is needed to show these datasets.
   * @param {number[]} numbers
   */
  async need(numbers) {
    const missing = numbers.filter((number) => !this.known.has(this.slugs[number] ?? ""));
    const parts = new Set(missing.map((number) => Math.floor(number / this.parts.size)));
    await Promise.all([...parts].map((part) => this.fetchPart(part)));
  }

  /**
   * Show these datasets and no others, each with the reasons it was found for.
   * @param {number[]} numbers
   * @param {ReadonlyMap<number, Reason[]>} why
   * @param {Record<string, string>} words
   */
  show(numbers, why, words) {
    const cards = numbers.flatMap((number) => {
      const card = this.known.get(this.slugs[number] ?? "");
      if (card) explain(card, why.get(number) ?? [], words);
      return card ?? [];
    });
    this.list.replaceChildren(...cards);
  }

  /** @param {number} part */
  fetchPart(part) {
    const running = this.fetched.get(part) ?? this.readPart(this.parts.addresses[part] ?? "");
    this.fetched.set(part, running);
    running.catch(() => this.fetched.delete(part));
    return running;
  }

  /** @param {string} address */
  async readPart(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const cards = [...page.querySelectorAll("#results .portal-card")];
    for (const link of cards.flatMap((card) => [...card.querySelectorAll("a[href]")])) {
      link.setAttribute("href", new URL(link.getAttribute("href") ?? "", answer.url).href);
    }
    this.keep(cards);
  }

  /** @param {Element[]} cards */
  keep(cards) {
    for (const card of cards) {
      if (card instanceof HTMLElement && card.dataset.slug) this.known.set(card.dataset.slug, card);
    }
  }
}

/**
 * Say on a card where the words of a search stand; the title is seen anyway.
 * @param {Element} card
 * @param {Reason[]} reasons
 * @param {Record<string, string>} words a text for each field, with `{text}`
 */
function explain(card, reasons, words) {
  card.querySelector(".portal-card__why")?.remove();
  const told = reasons.flatMap(({ field, text }) => words[field]?.replace("{text}", () => text) ?? []);
  if (!told.length) return;
  const line = document.createElement("p");
  line.className = "portal-card__why";
  line.textContent = told.join(" · ");
  card.querySelector(".portal-card__summary")?.after(line);
}
