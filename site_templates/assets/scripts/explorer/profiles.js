// A bar of a column's profile is a filter: pressing it shows the rows it stands for.

/** @import {Explorer} from "./view.js" */
/** @import {Filter} from "./types.js" */

/**
 * Listen to the profiles: elements with `data-column` and `data-filter-min`, `-max` or `-value`,
 * and common values whose text is the value.
 * @param {Explorer} explorer
 * @param {boolean} isOnly whether the page has no other table
 */
export function followProfiles(explorer, isOnly) {
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const bar = target.closest("[data-filter-min], [data-filter-max], [data-filter-value], .portal-values > li");
    const owner = target.closest("[data-table]")?.getAttribute("data-table") ?? null;
    if (!bar || (owner === null ? !isOnly : owner !== explorer.config.name)) return;
    const column = bar.closest("[data-column]")?.getAttribute("data-column") ?? "";
    const filter = filterOf(bar, column);
    if (!explorer.kinds.has(column) || !filter) return;
    const others = explorer.state.filters.filter((each) => each.column !== column);
    explorer.change({ filters: [...others, filter] });
  });
}

/**
 * @param {Element} bar
 * @param {string} column
 * @returns {Filter | null}
 */
function filterOf(bar, column) {
  const value = bar.getAttribute("data-filter-value");
  if (value !== null) return { column, kind: "in", values: [value || null] };
  if (bar.matches("li")) return { column, kind: "in", values: [textOf(bar)] };
  const [min, max] = [bar.getAttribute("data-filter-min"), bar.getAttribute("data-filter-max")];
  return { column, kind: "range", ...(min && { min }), ...(max && { max }) };
}

/**
 * A common value without the share that stands after it.
 * @param {Element} bar
 */
function textOf(bar) {
  const after = ` ${bar.querySelector("b")?.textContent ?? ""}`;
  return (bar.textContent ?? "").slice(0, -after.length);
}
