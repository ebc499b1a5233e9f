// Which parts of a Parquet file are needed before anything else.

/** Below this a file comes in one request: a second would take longer than the bytes. */
const WHOLE_BYTES = 400_000;
/** What is fetched beside the footer, on the guess that the first rows lie there. */
const MOST_AHEAD = 400_000;
const GROUP_ROWS = 10_000;

/**
 * @typedef {object} Place
 * @property {string} file its address
 * @property {number} bytes its length
 * @property {number} footer the length of its footer
 * @property {number} rows how many rows it holds
 * @typedef {{start: number, end: number, data: ArrayBuffer}} Piece
 */

/**
 * Starts and ends: the footer first, then about the first group of rows.
 * @param {Omit<Place, "file">} place
 * @returns {[start: number, end: number][]}
 */
export function firstParts({ bytes, footer, rows }) {
  if (bytes <= WHOLE_BYTES) return [[0, bytes]];
  const ahead = firstGroup({ bytes, footer, rows });
  return [[bytes - footer, bytes], ...(ahead <= MOST_AHEAD ? [/** @type {[number, number]} */ ([0, ahead])] : [])];
}

/**
 * Where the first group of rows ends, about: groups are alike.
 * @param {Omit<Place, "file">} place
 */
function firstGroup({ bytes, footer, rows }) {
  const data = bytes - footer;
  const groups = Math.max(1, Math.ceil(rows / GROUP_ROWS));
  return groups === 1 ? data : Math.min(data, Math.ceil((data / groups) * 1.1) + 4);
}

/**
 * How a part is asked for. Browsers let requests for one address wait for each other where their
 * cache may keep the answers; past the cache, parts come side by side.
 * @param {number} start
 * @param {number} end
 * @returns {RequestInit}
 */
export function rangeOf(start, end) {
  return { headers: { Range: `bytes=${start}-${end - 1}` }, cache: "no-store" };
}

/**
 * The bytes of a part; null where others came. Some hosts send a part of the packed file, which
 * is of another length or which the browser cannot unpack.
 * @param {Response} response
 * @param {number} start
 * @param {number} end
 */
export async function wholePart(response, start, end) {
  const data = await response.arrayBuffer().catch(() => null);
  return data?.byteLength === end - start ? data : null;
}

/**
 * Fetch those parts, while what reads them is still on its way. Nothing where the host sends
 * anything else: then the reader finds out what it can.
 * @param {Place} place
 * @returns {Promise<Piece[]>}
 */
export async function fetchAhead(place) {
  const pieces = await Promise.all(firstParts(place).map(async ([start, end]) => {
    const response = await fetch(place.file, rangeOf(start, end)).catch(() => null);
    if (response?.status !== 206) {
      void response?.body?.cancel();
      return null;
    }
    const data = await wholePart(response, start, end);
    return data && { start, end, data };
  }));
  return pieces.every((piece) => piece !== null) ? pieces : [];
}
