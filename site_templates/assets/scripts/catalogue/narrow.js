// Which datasets a state leaves, in which order, and what each further choice would leave.

import { conditions, usualSort, without } from "./state.js";

/**
 * @typedef {import("./data.js").Catalogue} Catalogue
 * @typedef {import("./state.js").State} State
 */

/**
 * What a query found: the places of datasets by their numbers, the best at 0. Null without a query.
 * @typedef {ReadonlyMap<number, number> | null} Ranks
 */

/**
 * The datasets that the state leaves, in its order, and how many each option would leave with
 * the other groups as they are.
 * @param {Catalogue} catalogue
 * @param {State} state
 * @param {Ranks} ranks
 */
export function narrow(catalogue, state, ranks) {
  const chosen = chosenNumbers(catalogue, state);
  const counts = emptyCounts(catalogue);
  /** @type {number[]} */
  const found = [];
  for (let number = 0; number < catalogue.slugs.length; number += 1) {
    if (ranks && !ranks.has(number)) continue;
    const failed = failedGroups(catalogue, chosen, number);
    if (failed.length === 0) {
      found.push(number);
      for (const group of Object.keys(counts)) count(catalogue, counts, group, number);
    } else if (failed.length === 1 && failed[0] !== undefined) {
      count(catalogue, counts, failed[0], number);
    }
  }
  return { found: ordered(catalogue, state, ranks, found), counts };
}

/**
 * Every condition of a state with how many datasets there are without it, the most first.
 * @param {Catalogue} catalogue
 * @param {State} state
 * @param {Ranks} ranks
 */
export function drops(catalogue, state, ranks) {
  return conditions(state)
    .map((condition) => {
      const kept = condition.group === null ? null : ranks;
      return { condition, left: narrow(catalogue, without(state, condition), kept).found.length };
    })
    .filter(({ left }) => left > 0)
    .sort((one, other) => other.left - one.left);
}

/**
 * @param {Catalogue} catalogue
 * @param {State} state
 * @returns {[string, Set<number>][]}
 */
function chosenNumbers(catalogue, state) {
  return Object.entries(state.filters).map(([group, values]) => [
    group,
    new Set(values.map((value) => catalogue.options[group]?.indexOf(value) ?? -1)),
  ]);
}

/**
 * The groups of which a dataset has none of the chosen values; looking ends at the second.
 * @param {Catalogue} catalogue
 * @param {[string, Set<number>][]} chosen
 * @param {number} number
 */
function failedGroups(catalogue, chosen, number) {
  const failed = [];
  for (const [group, wanted] of chosen) {
    if (catalogue.facets[group]?.[number]?.some((each) => wanted.has(each))) continue;
    failed.push(group);
    if (failed.length === 2) break;
  }
  return failed;
}

/**
 * @param {Catalogue} catalogue
 * @returns {Record<string, number[]>}
 */
function emptyCounts(catalogue) {
  const groups = Object.entries(catalogue.options);
  return Object.fromEntries(groups.map(([group, values]) => [group, values.map(() => 0)]));
}

/**
 * @param {Catalogue} catalogue
 * @param {Record<string, number[]>} counts
 * @param {string} group
 * @param {number} number
 */
function count(catalogue, counts, group, number) {
  const ofGroup = counts[group] ?? [];
  for (const option of catalogue.facets[group]?.[number] ?? []) {
    ofGroup[option] = (ofGroup[option] ?? 0) + 1;
  }
}

/**
 * @param {Catalogue} catalogue
 * @param {State} state
 * @param {Ranks} ranks
 * @param {number[]} found
 */
function ordered(catalogue, state, ranks, found) {
  const { titles, rows, points } = catalogue;
  /** @type {Record<import("./state.js").Sort, (number: number) => number>} */
  const keys = {
    relevance: (number) => ranks?.get(number) ?? number,
    updated: (number) => number,
    title: (number) => titles[number] ?? 0,
    rows: (number) => -(rows[number] ?? 0),
    quality: (number) => -(points[number] ?? 0),
  };
  const key = keys[state.sort ?? usualSort(state.query)];
  return found.sort((one, other) => key(one) - key(other) || one - other);
}
