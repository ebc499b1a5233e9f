// The groups of boxes beside the list: what is ticked, and how many datasets each would leave.

const SHOWN = 8;

/**
 * @param {Element} groups
 * @returns {HTMLInputElement[]}
 */
function boxes(groups) {
  return [...groups.querySelectorAll("input")];
}

/**
 * The values that are ticked, by group.
 * @param {Element} groups
 */
export function ticked(groups) {
  /** @type {Record<string, string[]>} */
  const filters = {};
  for (const { name, value, checked } of boxes(groups)) {
    if (checked) (filters[name] ??= []).push(value);
  }
  return filters;
}

/**
 * Tick what is chosen, and write beside every box what it would leave; boxes that would leave
 * nothing stay, but cannot be ticked.
 * @param {Element} groups
 * @param {Record<string, string[]>} filters
 * @param {Record<string, string[]>} options
 * @param {Record<string, number[]>} counts
 * @param {(count: number) => string} written
 */
export function showFacets(groups, filters, options, counts, written) {
  for (const box of boxes(groups)) {
    const left = counts[box.name]?.[options[box.name]?.indexOf(box.value) ?? -1] ?? 0;
    box.checked = filters[box.name]?.includes(box.value) ?? false;
    box.disabled = left === 0 && !box.checked;
    const label = box.closest("label");
    label?.classList.toggle("is-empty", box.disabled);
    const count = label?.querySelector(".portal-count");
    if (count) count.textContent = written(left);
  }
  for (const group of groups.querySelectorAll("fieldset")) {
    openChosen(group, filters);
    hideRest(group, counts[group.dataset.group ?? ""] ?? [], written);
  }
}

/**
 * Of a long group, what is ticked and what leaves most is seen; the button shows the rest.
 * @param {HTMLFieldSetElement} group
 * @param {number[]} counts in the order of the boxes
 * @param {(count: number) => string} written
 */
function hideRest(group, counts, written) {
  const button = group.querySelector(".portal-facet__more");
  if (!(button instanceof HTMLButtonElement)) return;
  const order = counts.map((_, place) => place)
    .sort((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0) || one - other);
  const seen = new Set(order.slice(0, SHOWN));
  const rest = boxes(group).filter((box, place) => {
    const isRest = !box.checked && !seen.has(place);
    box.closest("label")?.classList.toggle("is-rest", isRest);
    return isRest;
  });
  button.hidden = rest.length === 0;
  button.dataset.rest = written(rest.length);
  if (!group.classList.contains("is-whole")) button.textContent = textOf(button, false);
}

/**
 * @param {HTMLButtonElement} button
 * @param {boolean} isWhole
 */
function textOf({ dataset: { more = "", less = "", rest = "" } }, isWhole) {
  return isWhole ? less : more.replace("{n}", rest);
}

/**
 * A group with something chosen is seen.
 * @param {HTMLFieldSetElement} group
 * @param {Record<string, string[]>} filters
 */
function openChosen(group, filters) {
  const details = group.closest("details");
  if (details && filters[group.dataset.group ?? ""]) details.open = true;
}

/**
 * What the page calls a value.
 * @param {Element} groups
 * @param {string} group
 * @param {string} value
 */
export function nameOf(groups, group, value) {
  const box = boxes(groups).find((each) => each.name === group && each.value === value);
  const title = box?.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
  return `${title}: ${box?.nextElementSibling?.textContent ?? value}`;
}

/**
 * The buttons that show the rest of a long group.
 * @param {Element} groups
 */
export function offerRest(groups) {
  for (const button of groups.querySelectorAll(".portal-facet__more")) {
    if (!(button instanceof HTMLButtonElement)) continue;
    const group = button.closest("fieldset");
    const shown = button.textContent ?? "";
    button.addEventListener("click", () => {
      const first = group?.querySelector("label.is-rest input:not(:disabled)");
      const isWhole = group?.classList.toggle("is-whole") ?? false;
      button.setAttribute("aria-expanded", String(isWhole));
      button.textContent = isWhole || button.dataset.rest ? textOf(button, isWhole) : shown;
      if (isWhole && first instanceof HTMLElement) first.focus();
    });
  }
}
