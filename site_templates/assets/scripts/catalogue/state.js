// What a reader has chosen, and how the address of the page says it.

/** @typedef {"relevance" | "updated" | "title" | "rows" | "quality"} Sort */

/**
 * `filters` hold the chosen values by group; `sort` is null where nobody chose an order.
 * @typedef {{query: string, filters: Record<string, string[]>, sort: Sort | null}} State
 */

/** @type {readonly Sort[]} */
export const SORTS = ["relevance", "updated", "title", "rows", "quality"];

export const LONGEST_QUERY = 200;

/**
 * The state that an address tells; what it tells wrongly, or of values that are not there, is
 * left out.
 * @param {string} search
 * @param {Record<string, string[]>} options
 * @returns {State}
 */
export function readState(search, options) {
  const told = new URLSearchParams(search);
  const query = (told.get("q") ?? "").trim().slice(0, LONGEST_QUERY);
  const sort = SORTS.find((each) => each === told.get("sort")) ?? null;
  /** @type {Record<string, string[]>} */
  const filters = {};
  for (const [group, values] of Object.entries(options)) {
    const asked = new Set(told.getAll(group));
    const chosen = values.filter((value) => asked.has(value));
    if (chosen.length) filters[group] = chosen;
  }
  return { query, filters, sort: sort === "relevance" && !query ? null : sort };
}

/**
 * The state as the part of an address from `?` on; empty where nothing is chosen.
 * @param {State} state
 */
export function writeState({ query, filters, sort }) {
  const told = new URLSearchParams();
  if (query) told.set("q", query);
  for (const [group, values] of Object.entries(filters)) {
    for (const value of values) told.append(group, value);
  }
  if (sort && sort !== usualSort(query)) told.set("sort", sort);
  const text = told.toString();
  return text && `?${text}`;
}

/**
 * The order where nobody chose one.
 * @param {string} query
 * @returns {Sort}
 */
export function usualSort(query) {
  return query ? "relevance" : "updated";
}

/** @param {State} state */
export function isNarrowed({ query, filters }) {
  return query !== "" || Object.keys(filters).length > 0;
}

/**
 * The state with one condition less: a value of a group, or the query.
 * @param {State} state
 * @param {Condition} condition
 * @returns {State}
 */
export function without(state, { group, value }) {
  if (group === null) {
    return { ...state, query: "", sort: state.sort === "relevance" ? null : state.sort };
  }
  const { [group]: values = [], ...others } = state.filters;
  const rest = values.filter((each) => each !== value);
  return { ...state, filters: rest.length ? { ...others, [group]: rest } : others };
}

/** @typedef {{group: string | null, value: string}} Condition */

/**
 * Everything the list is narrowed by; the query has no group.
 * @param {State} state
 * @returns {Condition[]}
 */
export function conditions({ query, filters }) {
  const chosen = Object.entries(filters).flatMap(([group, values]) =>
    values.map((value) => ({ group, value })));
  return query ? [{ group: null, value: query }, ...chosen] : chosen;
}
