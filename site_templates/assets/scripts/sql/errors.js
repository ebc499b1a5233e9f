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
  [/^Expected (?<expected>FIRST or LAST) after (?<after>NULLS)/, "sql.ends_early"],
  [/^Unexpected "(?<found>\.)" in/, "sql.character"],
  [/^Unexpected character "(?<found>[^]+?)"/, "sql.character"],
  [/^Unterminated /, "sql.unterminated"],
  [/^Invalid (?<expected>[^]+?) (?<found>\S+)(?: after "[^]*?")? at position/, "sql.invalid"],
  [/^Aggregate function (?<name>\w+) is not (?:allowed in (?<expected>[A-Z ]+?) clause|available)/, "sql.aggregate"],
  [/must appear in the GROUP BY|GROUP BY clause/, "sql.group_by"],
  [/^(?<name>\w+)\(.*?\) function requires (?<expected>[^]+), got (?<found>\d+)/, "sql.arguments"],
  [/^(?<expected>\w+ BY|\w+) position (?<found>\d+) (?:is out of range|refers to)/, "sql.out_of_range"],
  [/^CTE "(?<name>[^]+?)" is defined more than once/, "sql.twice"],
  [/^Window function "?(?<name>\w+)/, "sql.unsupported"],
  [/^(?<name>\w+)\(\) requires an OVER clause/, "sql.unsupported"],
  [/^Unsupported \w+ function: (?<name>\w+)/, "sql.unsupported"],
  [/^(?<name>FILTER|LATERAL|WITHIN GROUP|INTERVAL|CASE|COUNT\(DISTINCT \*\)|\w+ JOIN|Window functions|Comma-separated FROM)\b/, "sql.unsupported"],
  [/^(?<name>\w+) (?:is a table function|cannot be applied to)/, "sql.unsupported"],
  [/^(?<name>\w+)(?:\(.*?\))?: /, "sql.argument"],
  [/^Cannot (?<name>CAST)/, "sql.argument"],
  [/^Set operation operands/, "sql.sets"],
];

// What the engine expects, where that is no word of SQL itself.
/** @type {[RegExp, string][]} */
const NOUNS = [
  [/^expression$/, "sql.noun_expression"],
  [/^(identifier|alias)$/, "sql.noun_name"],
  [/^(number|positive integer|interval value)/, "sql.noun_number"],
  [/^string/, "sql.noun_text"],
  [/^cast type/, "sql.noun_type"],
  [/^(interval unit|extract field)/, "sql.noun_unit"],
  [/^end of query$/, "sql.noun_end"],
];

/**
 * A fault in words. The engine speaks English: what no form fits is told without its words.
 * @param {SqlFault} fault
 * @param {Words} words
 */
export function faultText({ message }, words) {
  for (const [form, key] of FORMS) {
    const found = form.exec(message);
    if (!found) continue;
    const { near, expected, ...blanks } = found.groups ?? {};
    const told = { ...blanks, ...("expected" in (found.groups ?? {}) && { expected: noun(expected ?? "", words) }) };
    const text = words(key, Object.fromEntries(Object.entries(told).map(([name, value]) => [name, value ?? ""])));
    return near ? `${text} ${words("sql.near", { near })}` : text;
  }
  return words("sql.other");
}

/**
 * @param {string} expected
 * @param {Words} words
 */
function noun(expected, words) {
  const key = NOUNS.find(([form]) => form.test(expected))?.[1];
  return key ? words(key) : expected.replace(/^at least /, "≥ ").replace(/ arguments?$/, "").replaceAll(" or ", " / ");
}
