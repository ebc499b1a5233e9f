// Elements with their attributes and content; text is always text.

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [attributes] functions listen
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...content);
  return made;
}

/**
 * @param {string} tag of SVG
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} content
 */
export function drawn(tag, attributes = {}, ...content) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...content);
  return made;
}

/**
 * A field with its label.
 * @param {string} label
 * @param {HTMLElement} field
 */
export function labelled(label, field) {
  field.id ||= freshId();
  return element("div", { class: "portal-field" }, element("label", { for: field.id }, label), field);
}

/**
 * A list to choose one of.
 * @param {[value: string, label: string][]} options
 * @param {string} chosen
 * @param {(value: string) => void} [changed]
 */
export function choice(options, chosen, changed) {
  const made = element("select", { change: () => changed?.(made.value) });
  made.append(...options.map(([value, label]) => element("option", { value }, label)));
  made.value = chosen;
  return made;
}

let made = 0;

/** A name that no other element of the page has. */
export function freshId() {
  made += 1;
  return `portal-part-${made}`;
}

/**
 * Give the reader a file.
 * @param {Blob} blob
 * @param {string} name
 */
export function offer(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = element("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
