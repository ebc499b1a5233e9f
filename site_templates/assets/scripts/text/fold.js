// Vietnamese as people type it on a plain keyboard.

/**
 * The text without marks, đ as d, in small letters: what is alike to a hurried typist is equal.
 * @param {string} text
 */
export function fold(text) {
  return text.replace(/[đĐðÐ]/g, "d").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
