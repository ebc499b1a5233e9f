// Numbers as generator/search/postings.py writes them: differences, five bits to a character.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value++) VALUES[DIGITS.charCodeAt(value)] = value;

/** @param {string} text */
function* values(text) {
  let high = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = VALUES[text.charCodeAt(at)] ?? 0;
    if (digit < 32) {
      yield high * 32 + digit;
      high = 0;
    } else {
      high = high * 32 + digit - 32;
    }
  }
}

/**
 * Numbers that never fall.
 * @param {string} text
 */
export function numbers(text) {
  let last = 0;
  return Array.from(values(text), (value) => (last += value));
}

/**
 * Documents with the place of a word in their titles.
 * @param {string} text
 * @returns {[number, number][]}
 */
export function places(text) {
  /** @type {[number, number][]} */
  const found = [];
  let last = 0, isPlace = false;
  for (const value of values(text)) {
    if (isPlace) found.push([last, value]);
    else last += value;
    isPlace = !isPlace;
  }
  return found;
}
