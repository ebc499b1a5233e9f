import assert from "node:assert/strict";
import { test } from "node:test";

import { TooLarge, Unreadable, openFile } from "../scripts/explorer/file.js";

const BYTES = Uint8Array.from({ length: 600_000 }, (_, i) => i % 251);
BYTES.set(new TextEncoder().encode("PAR1"), BYTES.length - 4);
const PLACE = { file: "x.parquet", bytes: BYTES.length, footer: 1000, rows: 100_000 };

/**
 * A host that serves parts as most do.
 * @param {string[]} asked
 * @param {Uint8Array<ArrayBuffer>} content
 * @returns {typeof fetch}
 */
function partly(asked, content = BYTES) {
  return async (_, { headers } = {}) => {
    const range = new Headers(headers).get("Range") ?? "";
    asked.push(range);
    const [, start, end] = /bytes=(\d+)-(\d+)/.exec(range) ?? [];
    if (!start) return new Response(content);
    return new Response(content.slice(Number(start), Number(end) + 1), { status: 206 });
  };
}

/**
 * A host that always sends everything.
 * @param {string[]} asked
 * @param {Record<string, string>} headers
 * @returns {typeof fetch}
 */
function wholly(asked, headers = {}) {
  return async () => {
    asked.push("all");
    return new Response(BYTES, { headers });
  };
}

/**
 * @param {import("hyparquet").AsyncBuffer} file
 * @param {number} start
 * @param {number} end
 */
async function assertPart(file, start, end) {
  assert.deepEqual(new Uint8Array(await file.slice(start, end)), BYTES.slice(start, end));
}

test("the footer and the first rows come in two requests", async () => {
  /** @type {string[]} */
  const asked = [];
  const file = await openFile(PLACE, partly(asked));
  await assertPart(file, BYTES.length - 1000, BYTES.length);
  await assertPart(file, 4, 50_000);
  assert.equal(asked.length, 2);
});

test("what the guess of the first rows left out is fetched, and nothing twice", async () => {
  /** @type {string[]} */
  const asked = [];
  const file = await openFile(PLACE, partly(asked));
  await assertPart(file, 4, 90_000);
  assert.deepEqual(asked[2], "bytes=65894-89999");
});

test("a small file comes in one request", async () => {
  /** @type {string[]} */
  const asked = [];
  const content = BYTES.slice(-2000);
  const file = await openFile({ ...PLACE, bytes: 2000 }, partly(asked, content));
  assert.equal(new Uint8Array(await file.slice(0, 2000)).length, 2000);
  assert.equal(asked.length, 1);
});

test("a host that ignores ranges sends the file, which then serves all", async () => {
  /** @type {string[]} */
  const asked = [];
  const file = await openFile(PLACE, wholly(asked));
  await assertPart(file, 4, 90_000);
  await assertPart(file, 400_000, 500_000);
  assert.ok(asked.length <= 2, `${asked.length}`);
});

test("parts of another length, as of a packed answer, make way for the whole file", async () => {
  /** @type {typeof fetch} */
  const packed = async (_, { headers } = {}) =>
    new Headers(headers).has("Range")
      ? new Response(BYTES.slice(0, 10), { status: 206 })
      : new Response(BYTES);
  await assertPart(await openFile(PLACE, packed), 4, 90_000);
});

test("a part that the browser cannot unpack makes way for the whole file", async () => {
  /** @type {typeof fetch} */
  const packed = async (_, { headers } = {}) => {
    if (new Headers(headers).has("Range")) throw new TypeError("Failed to fetch");
    return new Response(BYTES);
  };
  await assertPart(await openFile(PLACE, packed), 4, 90_000);
});

test("a part that is no end of a Parquet file makes way for the whole file", async () => {
  const old = BYTES.slice(0, -500);
  /** @type {typeof fetch} */
  const changed = async (file, options) =>
    new Headers(options?.headers).has("Range") ? partly([], old)(file, options) : new Response(BYTES);
  const file = await openFile({ ...PLACE, bytes: BYTES.length - 500 }, changed);
  assert.equal(file.byteLength, BYTES.length);
});

test("a whole file that is too large for a page is not waited for", async () => {
  const large = wholly([], { "Content-Length": "30000000" });
  await assert.rejects(openFile(PLACE, large), TooLarge);
});

test("what is no Parquet file is told", async () => {
  /** @type {typeof fetch} */
  const page = async () => new Response("<!doctype html>Not found");
  await assert.rejects(openFile(PLACE, page), Unreadable);
  await assert.rejects(openFile(PLACE, async () => new Response("", { status: 404 })), Unreadable);
});
