// A file on a static host, read in parts where the host allows it and whole where it does not.

import { firstParts, rangeOf, wholePart } from "./ahead.js";

/** @import {Piece, Place} from "./ahead.js" */

/** A host that ignores ranges sends everything; more than this is too much for a page. */
const MOST_WHOLE = 25_000_000;
const MAGIC = "PAR1";

/** The host cannot serve the file in parts, and whole it is too large for a page. */
export class TooLarge extends Error {
  name = "TooLarge";
}

/** What came is no Parquet file. */
export class Unreadable extends Error {
  name = "Unreadable";
}

/** @typedef {{start: number, end: number, data: Promise<ArrayBuffer>}} Segment */

/**
 * Open a Parquet file: its footer is there, and checked, when this is done.
 * @param {Place} place
 * @param {typeof fetch} [ask]
 * @param {Piece[]} [given] parts that were fetched ahead
 * @returns {Promise<import("hyparquet").AsyncBuffer>}
 */
export async function openFile({ file, bytes, footer, rows }, ask = fetch, given = []) {
  /** @type {Segment[]} */
  const segments = given.map(({ start, end, data }) => ({ start, end, data: Promise.resolve(data) }));
  /** @type {Promise<ArrayBuffer> | undefined} */
  let whole;

  const all = () => (whole ??= ask(file).then(body));

  /** @type {(start: number, end: number) => Promise<ArrayBuffer>} */
  const part = async (start, end) => {
    // Browsers fail on packed answers to a request for a part; those to one for the whole they take.
    const response = await ask(file, rangeOf(start, end)).catch(() => null);
    if (response?.status === 206) {
      const data = await wholePart(response, start, end);
      if (data) return data;
    } else if (response?.status === 200) {
      // The first whole answer serves all; another is stopped before its bytes come.
      if (whole) void response.body?.cancel();
      else whole = body(response);
    }
    return (await all()).slice(start, end);
  };

  /** @type {(start: number, end: number) => void} */
  const keep = (start, end) => {
    const data = part(start, end);
    data.catch(() => {});
    segments.push({ start, end, data });
  };

  if (!segments.length) {
    for (const [start, end] of firstParts({ bytes, footer, rows })) keep(start, end);
  }
  const last = segments[0];
  const ends = last && endsWell(await last.data);
  if (!ends || whole) {
    const everything = await all();
    if (!endsWell(everything)) throw new Unreadable(file);
    return { byteLength: everything.byteLength, slice: (start, end) => everything.slice(start, end) };
  }
  return {
    byteLength: bytes,
    slice: (start, end = bytes) => fromSegments(segments, start, end, part) ?? part(start, end),
  };
}

/**
 * A part that has been fetched already, wholly or but for its end.
 * @param {Segment[]} segments
 * @param {number} start
 * @param {number} end
 * @param {(start: number, end: number) => Promise<ArrayBuffer>} part
 */
function fromSegments(segments, start, end, part) {
  const found = segments.find((each) => each.start <= start && each.end > start);
  if (!found) return undefined;
  const known = found.data.then((data) => data.slice(start - found.start, end - found.start));
  return end <= found.end ? known : joined(known, part(found.end, end));
}

/**
 * @param {Promise<ArrayBuffer>} first
 * @param {Promise<ArrayBuffer>} second
 */
async function joined(first, second) {
  const parts = await Promise.all([first, second]);
  return new Blob(parts).arrayBuffer();
}

/** @param {Response} response */
async function body(response) {
  if (!response.ok) throw new Unreadable(`${response.status}`);
  if (Number(response.headers.get("Content-Length")) > MOST_WHOLE) {
    void response.body?.cancel();
    throw new TooLarge();
  }
  return response.arrayBuffer();
}

/** @param {ArrayBuffer} data */
function endsWell(data) {
  return data.byteLength >= 8 && new TextDecoder().decode(data.slice(-MAGIC.length)) === MAGIC;
}
