// Bundles what the pages run: `node build.js FOLDER`.
//
// Every module directly in scripts/ becomes a file of its own, with a hash of its content in its
// name; what several of them share, or fetch later, becomes further files. manifest.json tells the
// name of each; THIRD_PARTY.txt holds the licences of everything that is not ours.

import { build } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

const target = process.argv[2] ?? "bundle";
const scripts = (await readdir("scripts")).filter((name) => name.endsWith(".js"));
/** Run by their library beside the page, never imported. */
const workers = ["node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"];

const { metafile } = await build({
  entryPoints: [...scripts.map((name) => join("scripts", name)), ...workers],
  outdir: target,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022"],
  minify: true,
  metafile: true,
  legalComments: "none",
  entryNames: "[name].[hash]",
  chunkNames: "[name].[hash]",
  assetNames: "[name].[hash]",
  loader: { ".css": "file" },
  logLevel: "warning",
});

/** @type {Record<string, string>} */
const manifest = {};
for (const [output, { entryPoint }] of Object.entries(metafile.outputs)) {
  if (entryPoint?.startsWith("scripts/")) {
    manifest[entryPoint.slice("scripts/".length)] = basename(output);
  } else if (entryPoint && workers.includes(entryPoint)) {
    manifest[basename(entryPoint)] = basename(output);
  }
}
await writeFile(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
await writeFile(join(target, "THIRD_PARTY.txt"), await licenses(Object.keys(metafile.inputs)));

/**
 * The licence of every package among the inputs, with its name and version.
 * @param {string[]} inputs
 */
async function licenses(inputs) {
  const found = inputs.map((input) => input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
  const names = [...new Set(found.filter((name) => name !== undefined))].sort();
  const texts = await Promise.all(names.map(license));
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

/** @param {string} name */
async function license(name) {
  const folder = join("node_modules", name);
  const { version, license: spdx } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? await readFile(join(folder, file), "utf8") : `${spdx}\n`;
  return `${name} ${version} (${spdx})\n\n${text.trim()}\n`;
}
