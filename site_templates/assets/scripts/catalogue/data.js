// What each dataset of the catalogue has of every kind of value, as the page's data file tells it.

/**
 * Everything is by the number of a dataset in the list: `facets` are numbers of `options`,
 * `titles` places in the order of a dictionary, `points` those of its rating. `part` is how many
 * datasets stand on one page of the list.
 * @typedef {{
 *   options: Record<string, string[]>,
 *   slugs: string[],
 *   facets: Record<string, number[][]>,
 *   titles: number[],
 *   rows: number[],
 *   points: number[],
 *   part: number,
 * }} Catalogue
 */

/**
 * @param {string} address
 * @returns {Promise<Catalogue>}
 */
export async function loadCatalogue(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}
