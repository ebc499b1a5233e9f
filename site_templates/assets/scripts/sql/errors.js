// What is wrong with a query, in the reader's language.

/** @import {SqlFault, Words} from "../explorer/types.js" */

// What the SQL engine says, by its form; names of groups are the blanks of our texts.
/** @type {[RegExp, string][]} */
const FORMS = [
  [/^Column "(?<name>[^]+?)" not found/, "sql.no_column"],
  [/^Table "(?<name>[^]+?)" not found/, "sql.no_table"],
  [/^Unknown function "(?<name>[^]+?)".*?(?: Did you mean (?<near>[^]+)\?)?$/, "sql.no_function"],
  [/^Expected SELECT but found "(?<found>[^]*?)"/, "sql.select_first"],
  [/^Expected (?<expected>[^]+?)(?: after "[^]*?")? but found end of query/, "sql.ends_early"],
  [/^Expected (?<expected>[^]+?)(?: after "(?<after>[^]*?)")? but found "(?<found>[^]*?)" at position/, "sql.unexpected"],
  [/^Unexpected character "(?<found>[^]+?)"/, "sql.character"],
  [/^Unterminated (?<expected>\w+)/, "sql.unterminated"],
  [/^Invalid (?<expected>[^]+?) at position/, "sql.invalid"],
  [/^Aggregate function (?<name>\w+) is not allowed in (?<expected>\w+)/, "sql.aggregate"],
  [/must appear in the GROUP BY|GROUP BY clause/, "sql.group_by"],
  [/^(?<name>\w+)\(.*?\) function requires (?<expected>[^]+), got (?<found>\d+)/, "sql.arguments"],
];

/**
 * A fault in words. What no form fits is told as the engine says it, with a word before it.
 * @param {SqlFault} fault
 * @param {Words} words
 */
export function faultText({ message }, words) {
  for (const [form, key] of FORMS) {
    const found = form.exec(message);
    if (!found) continue;
    const { near, ...blanks } = found.groups ?? {};
    const text = words(key, Object.fromEntries(Object.entries(blanks).map(([name, value]) => [name, value ?? ""])));
    return near ? `${text} ${words("sql.near", { near })}` : text;
  }
  return words("sql.other", { message });
}
