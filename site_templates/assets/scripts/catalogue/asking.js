// The link for asking for data takes along what was searched for.

import { fill } from "./chosen.js";

/**
 * @param {HTMLAnchorElement} link
 * @param {string} query
 */
export function carryQuery(link, query) {
  const { titleName = "title", textName = "body", title, text } = link.dataset;
  const address = (link.dataset.address ??= link.href);
  if (!query) {
    link.href = address;
    return;
  }
  const told = [[titleName, fill(title, { query })], [textName, fill(text, { query })]]
    .map(([name = "", value = ""]) => `${name}=${encodeURIComponent(value)}`);
  link.href = `${address}${address.includes("?") ? "&" : "?"}${told.join("&")}`;
}
