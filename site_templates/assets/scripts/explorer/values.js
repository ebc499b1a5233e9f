// Cells as the explorer knows them: numbers, truth, ISO 8601 text, exact text of long decimals.

/** @import {Cell, Kind} from "./types.js" */
/** @import {SchemaElement} from "hyparquet" */

const DAY_MS = 86_400_000;
const NUMERIC = new Set(["integer", "number", "year"]);
const DATED = new Set(["date", "datetime", "yearmonth"]);

/** @type {Map<number, string>} */
const days = new Map();

/** @param {number} day days since 1970 */
function isoDay(day) {
  if (day === undefined || day === null) return day;
  let text = days.get(day);
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    days.set(day, text);
  }
  return text;
}

/** @param {bigint} millis */
function isoMoment(millis) {
  if (millis === undefined || millis === null) return millis;
  return new Date(Number(millis)).toISOString().replace(/(\.000)?Z$/, "");
}

/** How hyparquet shall give dates and moments. */
export const PARSERS = {
  dateFromDays: isoDay,
  timestampFromMilliseconds: isoMoment,
  /** @param {bigint} micros */
  timestampFromMicroseconds: (micros) => micros === undefined ? micros : isoMoment(micros / 1000n),
};

/**
 * What can be asked of a column: the schema's type, as far as the file holds it.
 * @param {string} type
 * @param {SchemaElement} element
 * @returns {Kind}
 */
export function kindOf(type, element) {
  if (element.type === "BOOLEAN") return "boolean";
  if (DATED.has(type)) return "date";
  const isNumber = NUMERIC.has(type) && element.type !== "BYTE_ARRAY";
  return isNumber ? "number" : "text";
}

/**
 * How a column's decoded values become cells.
 * @param {SchemaElement} element
 * @returns {(value: any) => Cell}
 */
export function cellOf(element) {
  const { converted_type: converted, logical_type: logical } = element;
  if (element.type === "FIXED_LEN_BYTE_ARRAY") return decimalCell(element.scale ?? 0);
  if (element.type === "INT64" && !converted?.startsWith("TIMESTAMP") && logical?.type !== "TIMESTAMP") {
    return integerCell;
  }
  if (logical?.type === "TIMESTAMP" && logical.isAdjustedToUTC) {
    return (value) => (value === null || value === undefined ? null : `${value}Z`);
  }
  return (value) => value ?? null;
}

/**
 * Whole numbers that doubles cannot hold stay BigInt.
 * @param {any} value
 * @returns {Cell}
 */
function integerCell(value) {
  if (typeof value !== "bigint") return value ?? null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/**
 * Decimals, digit for digit: numbers where a double gives them back, else text.
 * @param {number} scale
 * @returns {(value: any) => Cell}
 */
function decimalCell(scale) {
  return (value) => {
    if (!(value instanceof Uint8Array)) return value ?? null;
    const text = decimalText(signed(value), scale);
    const digits = text.replace(/[^0-9]/g, "").replace(/^0+/, "");
    return digits.length <= 15 ? Number(text) : text;
  };
}

/** @param {Uint8Array} bytes */
function signed(bytes) {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

/**
 * @param {bigint} unscaled
 * @param {number} scale
 */
export function decimalText(unscaled, scale) {
  const sign = unscaled < 0n ? "-" : "";
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const rest = scale ? digits.slice(-scale).replace(/0+$/, "") : "";
  return sign + whole + (rest && `.${rest}`);
}
