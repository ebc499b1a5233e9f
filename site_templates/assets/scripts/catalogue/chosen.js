// What the list is narrowed by, as buttons that take one condition away.

/** @typedef {import("./state.js").Condition} Condition */

/**
 * @param {HTMLElement} list
 * @param {Condition[]} conditions
 * @param {(condition: Condition) => string} nameOf
 * @param {(condition: Condition) => void} remove
 */
export function showChosen(list, conditions, nameOf, remove) {
  list.hidden = conditions.length === 0;
  list.replaceChildren(...conditions.map((condition) => {
    const name = nameOf(condition);
    const button = entry(name, () => remove(condition));
    button.firstElementChild?.setAttribute("aria-label", fill(list.dataset.remove, { name }));
    return button;
  }));
}

/**
 * What there would be without a condition, where nothing is left with all of them.
 * @param {HTMLElement} list
 * @param {{condition: Condition, left: number}[]} drops
 * @param {(condition: Condition, left: number) => string} textOf
 * @param {(condition: Condition) => void} remove
 */
export function showDrops(list, drops, textOf, remove) {
  list.replaceChildren(...drops.map(({ condition, left }) =>
    entry(textOf(condition, left), () => remove(condition))));
}

/**
 * @param {string} text
 * @param {() => void} act
 */
function entry(text, act) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", act);
  item.append(button);
  return item;
}

/**
 * A text with its blanks filled.
 * @param {string | undefined} text
 * @param {Record<string, string>} blanks
 */
export function fill(text, blanks) {
  return (text ?? "").replace(/\{(\w+)\}/g, (blank, name) => blanks[name] ?? blank);
}
