// Which part of the rows is shown.

import { choice, element, labelled } from "./elements.js";
import { SIZES } from "./state.js";

/** @import {Explorer} from "./view.js" */

/** @param {Explorer} explorer */
export function makePager(explorer) {
  const { words } = explorer;
  let pages = 1;
  const to = (/** @type {() => number} */ page) => () => explorer.change({ page: page() });
  const first = button(words("explorer.first"), "«", to(() => 1));
  const previous = button(words("explorer.previous"), "‹", to(() => explorer.state.page - 1));
  const next = button(words("explorer.next"), "›", to(() => explorer.state.page + 1));
  const last = button(words("explorer.last"), "»", to(() => pages));
  const place = element("span", { class: "portal-explorer__place" });
  const size = choice(
    SIZES.map((each) => [String(each), String(each)]), String(explorer.state.size),
    (value) => explorer.change({ size: Number(value) }),
  );
  const made = element("nav", { class: "portal-explorer__pager", "aria-label": words("explorer.pages") },
    first, previous, place, next, last, labelled(words("explorer.size"), size));

  /** @param {number} total */
  const update = (total) => {
    const { page } = explorer.state;
    pages = Math.max(1, Math.ceil(total / explorer.state.size));
    place.textContent = words("explorer.page", { page, pages });
    // Not `disabled`: whoever comes to the end keeps the focus.
    for (const each of [first, previous]) each.setAttribute("aria-disabled", String(page <= 1));
    for (const each of [next, last]) each.setAttribute("aria-disabled", String(page >= pages));
    size.value = String(explorer.state.size);
  };
  return { element: made, update };
}

/**
 * @param {string} label
 * @param {string} sign
 * @param {() => void} pressed
 */
function button(label, sign, pressed) {
  const made = element("button", { type: "button", class: "portal-explorer__button", "aria-label": label, title: label }, sign);
  made.addEventListener("click", () => { if (made.getAttribute("aria-disabled") !== "true") pressed(); });
  return made;
}
