// A look into a dataset from its card: its columns stand there, the first rows come from its page.

const ROWS = 3, COLUMNS = 6;
const HOVER_MS = 350;

/** @param {Element} list */
export function offerPeeks(list) {
  const loading = list.getAttribute("data-loading") ?? "";
  list.addEventListener("toggle", (event) => {
    const details = event.target;
    if (details instanceof HTMLDetailsElement && details.open) {
      closeOthers(list, details);
      fill(details, loading);
    }
  }, { capture: true });
  list.addEventListener("keydown", (event) => {
    const details = event.target instanceof Element && event.target.closest(".portal-peek[open]");
    if (details && event instanceof KeyboardEvent && event.key === "Escape") close(details);
  });
  followPointer(list);
}

/**
 * A mouse that rests on the line opens it, and closes it by leaving; a click keeps it open.
 * @param {Element} list
 */
function followPointer(list) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** @type {Element | null} */
  let hovered = null;
  /** @param {Element | null} details */
  const turnTo = (details) => {
    if (details === hovered) return;
    clearTimeout(waiting);
    if (hovered?.hasAttribute("data-hovered")) close(hovered, false);
    hovered = details;
    if (!(details instanceof HTMLDetailsElement) || details.open) return;
    waiting = setTimeout(() => {
      details.dataset.hovered = "";
      details.open = true;
    }, HOVER_MS);
  };
  list.addEventListener("pointerover", (event) => {
    if (!(event instanceof PointerEvent) || event.pointerType !== "mouse") return;
    turnTo(event.target instanceof Element ? event.target.closest(".portal-peek") : null);
  });
  list.addEventListener("pointerleave", () => turnTo(null));
  list.addEventListener("click", (event) => {
    const summary = event.target instanceof Element ? event.target.closest("summary") : null;
    clearTimeout(waiting);
    if (!summary?.parentElement?.hasAttribute("data-hovered")) return;
    event.preventDefault();
    summary.parentElement.removeAttribute("data-hovered");
  });
}

/**
 * @param {Element} details
 * @param {boolean} [isByKey]
 */
function close(details, isByKey = true) {
  details.removeAttribute("open");
  details.removeAttribute("data-hovered");
  if (isByKey) details.querySelector("summary")?.focus();
}

/**
 * @param {Element} list
 * @param {Element} kept
 */
function closeOthers(list, kept) {
  for (const other of list.querySelectorAll(".portal-peek[open]")) {
    if (other !== kept) close(other, false);
  }
}

/**
 * @param {HTMLDetailsElement} details
 * @param {string} loading
 */
async function fill(details, loading) {
  const link = details.closest(".portal-card")?.querySelector("a");
  if (!link || details.querySelector(".portal-peek__rows")) return;
  const place = document.createElement("div");
  place.className = "portal-peek__rows";
  place.textContent = loading;
  // It scrolls by itself, so it must be reached by keyboard.
  place.tabIndex = 0;
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", link.textContent ?? "");
  details.querySelector(".portal-peek__panel")?.append(place);
  try {
    const table = await firstRows(link.href);
    if (table) place.replaceChildren(table);
    else place.textContent = "";
  } catch {
    // The columns stay to be read; the next look tries again.
    place.remove();
  }
}

/**
 * The beginning of the first table of data on a dataset's page, as text.
 * @param {string} address
 */
async function firstRows(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("section[aria-labelledby=data] table");
  if (!found) return null;
  const table = document.createElement("table");
  for (const row of [...found.querySelectorAll("tr")].slice(0, ROWS + 1)) {
    table.insertRow().append(...[...row.children].slice(0, COLUMNS).map(copy));
  }
  return table;
}

/** @param {Element} cell */
function copy(cell) {
  const isHeading = cell.localName === "th" && cell.getAttribute("scope") === "col";
  const made = document.createElement(isHeading ? "th" : "td");
  if (isHeading) made.setAttribute("scope", "col");
  if (cell.classList.contains("n")) made.className = "n";
  const label = cell.querySelector("button, .portal-heading");
  made.textContent = ((isHeading && label) || cell).textContent?.trim().replace(/\s+/g, " ") ?? "";
  return made;
}
