// Everything here only improves pages that are complete without it.
(() => {
  "use strict";

  // Vietnamese as people type it on a plain keyboard: no marks, đ as d.
  const fold = (text) =>
    text.replace(/[đĐðÐ]/g, "d").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const scheme = document.querySelector(".portal-scheme");
  if (scheme) {
    const body = document.body;
    const isDark = () => body.getAttribute("data-md-color-scheme") === "slate";
    const describe = () => {
      const label = isDark() ? scheme.dataset.light : scheme.dataset.dark;
      scheme.setAttribute("aria-label", label);
      scheme.title = label;
    };
    scheme.hidden = false;
    scheme.addEventListener("click", () => {
      const next = isDark() ? "default" : "slate";
      body.setAttribute("data-md-color-scheme", next);
      try {
        localStorage.setItem("portal-scheme", next);
      } catch {
        // Storage may be forbidden; the choice then holds for this page.
      }
      describe();
    });
    describe();
  }

  const filter = document.querySelector(".portal-filter");
  if (filter) {
    const input = filter.querySelector("input");
    const count = filter.querySelector("[role=status]");
    const list = document.querySelector(".portal-split__main .portal-cards");
    const none = document.querySelector(".portal-none");
    const pager = document.querySelector(".portal-pager");
    const texts = new Map();
    let whole = null;

    // A long catalogue comes in several pages: the first search fetches the others.
    const loadRest = async () => {
      let next = pager?.querySelector("a[rel=next]")?.href;
      while (next) {
        const page = new DOMParser().parseFromString(
          await (await fetch(next)).text(), "text/html");
        for (const link of page.querySelectorAll("a[href]")) {
          link.href = new URL(link.getAttribute("href"), next).href;
        }
        list.append(...page.querySelectorAll(".portal-split__main .portal-card"));
        next = page.querySelector(".portal-pager a[rel=next]")?.href;
      }
    };

    const textOf = (card) => {
      if (!texts.has(card)) texts.set(card, fold(`${card.textContent} ${card.dataset.keywords ?? ""}`));
      return texts.get(card);
    };

    const show = () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      let found = 0;
      for (const card of list.children) {
        const text = textOf(card);
        card.hidden = !words.every((word) => text.includes(word));
        found += card.hidden ? 0 : 1;
      }
      none.hidden = found > 0;
      if (pager) pager.hidden = words.length > 0;
      count.textContent = words.length
        ? filter.dataset.found.replace("{n}", found).replace("{total}", filter.dataset.total)
        : "";
    };

    const apply = async () => {
      const query = input.value.trim();
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
      if (query && pager) await (whole ??= loadRest().catch(() => {}));
      show();
    };

    if (list) {
      filter.hidden = false;
      filter.addEventListener("submit", (event) => event.preventDefault());
      filter.addEventListener("reset", () => setTimeout(() => { apply(); input.focus(); }));
      input.addEventListener("input", apply);
      input.value = new URLSearchParams(location.search).get("q") ?? "";
      if (input.value) apply();
    }
  }

  const { copy, copied } = document.querySelector("#portal-content")?.dataset ?? {};
  if (navigator.clipboard && copy) {
    for (const block of document.querySelectorAll("pre, .portal-citation")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "portal-copy";
      button.textContent = copy;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(block.textContent.trimEnd());
        button.textContent = copied;
        setTimeout(() => { button.textContent = copy; }, 2000);
      });
      block.after(button);
    }
  }
})();
