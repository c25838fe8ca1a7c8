/**
 * What the ranking page loads first, in kilobytes of gzip, and fails above the budget.
 *
 * Run: `npm run build && npm run size`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 275;
const PAGE = "src/app/routes/_app.assignments.$assignmentId.tsx?tsr-split=component";

const dist = process.env.TOUCHSTONE_STATIC_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
const files = new Set();

function collect(key) {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`${key} is not in the manifest.`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const next of chunk.imports ?? []) collect(next);
}

collect("src/main.tsx");
collect(PAGE);
collect("src/features/assignments/ranking/components/RankingScreen.tsx");
const sizes = [...files].map((file) => [file, gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000]);
for (const [file, size] of sizes.sort((a, b) => b[1] - a[1])) console.log(`${size.toFixed(1).padStart(7)} kB  ${file}`);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
console.log(`${total.toFixed(1).padStart(7)} kB  in all, of ${BUDGET_KB} kB`);
if (total > BUDGET_KB) process.exit(1);
