// Cells as readers of a language write them: what the portal's pages do on the server.

/** @import {Cell, Column} from "./types.js" */

const LONGEST = 200;
const DAY = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;
const MOMENT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/;
const DATED = new Set(["date", "yearmonth", "datetime"]);

/**
 * The formats of a language.
 * @param {"vi" | "en"} language
 * @param {{yes: string, no: string}} answers
 */
export function makeFormats(language, answers) {
  const numbers = new Intl.NumberFormat(language, { maximumSignificantDigits: 15 });
  const exact = new Intl.NumberFormat(language, { maximumFractionDigits: 20 });

  /** @type {(value: number | bigint) => string} */
  const number = (value) => (typeof value === "bigint" ? exact.format(value) : numbers.format(value));

  /**
   * A cell that is not missing; long ones are cut.
   * @param {Exclude<Cell, null>} value
   * @param {string} [type] of the column
   */
  const cell = (value, type) => {
    if (typeof value === "boolean") return value ? answers.yes : answers.no;
    if (typeof value !== "string") return type === "year" ? String(value) : number(value);
    if (type !== undefined && DATED.has(type)) return written(value, language);
    if (type === "number" || type === "integer") return longNumber(value);
    return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  };

  // The digits of a decimal that no double holds, with the language's own marks.
  const longNumber = (/** @type {string} */ text) => {
    const [whole = "", rest] = text.split(".");
    if (!/^-?\d+$/.test(whole)) return text.slice(0, LONGEST);
    const mark = numbers.formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".";
    return exact.format(BigInt(whole)) + (rest ? mark + rest : "");
  };

  return { number, cell };
}

/**
 * A day, a month or a moment; what is none stays as it was written.
 * @param {string} text
 * @param {"vi" | "en"} language
 */
function written(text, language) {
  const [, year = "", month = "", day] = DAY.exec(text) ?? MOMENT.exec(text) ?? [];
  if (!year) return text;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)));
  const time = MOMENT.exec(text)?.slice(4, 6).join(":");
  if (language === "vi") {
    const plain = [day && Number(day), Number(month), year].filter(Boolean).join("/");
    return time ? `${plain} ${time}` : plain;
  }
  const plain = date.toLocaleDateString("en-GB", {
    ...(day && { day: "numeric" }), month: time ? "short" : "long", year: "numeric", timeZone: "UTC",
  });
  return time ? `${plain}, ${time}` : plain;
}

/** @param {Column} column */
export function isNumeric({ type }) {
  return type === "integer" || type === "number" || type === "year";
}
