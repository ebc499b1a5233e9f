// The list beside a map: what is to be seen on it, each with a button that finds it there.

import { MOST_LISTED, filled, isWithin, namesOf } from "./places.js";

/** @import {Box, Config, Place} from "./types.js" */

/**
 * A list that follows the map.
 * @param {HTMLElement} figure
 * @param {Config} config
 * @param {(place: Place) => void} find
 */
export function placeList(figure, config, find) {
  const body = figure.querySelector(".portal-map__list tbody");
  const caption = figure.querySelector(".portal-map__list caption [role=status]");
  return {
    /**
     * Name the places within a view.
     * @param {Place[]} places
     * @param {Box} view
     */
    show(places, view) {
      const seen = places.filter(isWithin(view));
      const listed = seen.slice(0, MOST_LISTED);
      const blanks = { n: seen.length, total: places.length, listed: listed.length };
      if (caption) caption.textContent = filled(config.words.shown, blanks);
      body?.replaceChildren(...listed.map((place) => line(place, config, find)));
    },
    /**
     * Mark the line of a place.
     * @param {Place | null} place
     */
    mark(place) {
      for (const row of body?.children ?? []) {
        const isIt = row instanceof HTMLElement && row.dataset.row === String(place?.row);
        if (isIt) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
      }
    },
  };
}

/**
 * @param {Place} place
 * @param {Config} config
 * @param {(place: Place) => void} find
 */
function line(place, config, find) {
  const [name = "–", ...details] = namesOf(place.feature, config);
  const row = document.createElement("tr");
  row.dataset.row = String(place.row);
  const head = row.appendChild(document.createElement("th"));
  head.scope = "row";
  const button = head.appendChild(document.createElement("button"));
  button.type = "button";
  button.textContent = name;
  button.setAttribute("aria-label", filled(config.words.find, { name }));
  button.addEventListener("click", () => find(place));
  for (const detail of details) row.appendChild(document.createElement("td")).textContent = detail;
  return row;
}
