// Asks the portal's own search engine: reads {engine, site, language, queries, limit} as JSON from
// standard input, writes what it found for each query and what had to be fetched for it.

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";

const { engine, site, language, queries, limit } = JSON.parse(await text(process.stdin));
let fetched = [];
globalThis.fetch = async (address) => {
  const content = await readFile(site + new URL(address).pathname);
  fetched.push(gzipSync(content).length);
  return { ok: true, json: async () => JSON.parse(content) };
};

const { openSearch } = await import(engine);
const answers = [];
for (const query of queries) {
  fetched = [];
  const search = await openSearch("http://portal.example/", language);
  const started = performance.now();
  const { hits, corrected } = await search.search(query, { limit: limit ?? 10 });
  const milliseconds = performance.now() - started;
  answers.push({
    query, hits, corrected, milliseconds,
    requests: fetched.length, bytes: fetched.reduce((sum, size) => sum + size, 0),
  });
}
process.stdout.write(JSON.stringify(answers));
