/**
 * From a key to the paint it causes, on nine answers of 1,500 words, with the CPU slowed down.
 *
 * Presses each kind of key many times in headless Chromium and reads the browser's own Event
 * Timing (`duration`: from the press to the next paint, in steps of 8 ms); presses faster than it
 * reports (16 ms) count as 16. Prints JSON: milliseconds at the 50th, 95th and 99th percentile.
 *
 * Run: `npm run build && node scripts/keypaint.mjs [slowdown, 4] [rounds, 6]`.
 */
import { existsSync } from "node:fs";

import { chromium } from "@playwright/test";

import { startFixtureServer } from "./fixture-server.mjs";

const LONG = "/assignments/0192a000-0000-7000-8000-000000000104";
const SYSTEM_CHROMIUM = "/usr/bin/chromium";
const FASTEST_REPORTED_MS = 16;
const TARGET_MS = 50;

const slowdown = Number(process.argv[2] ?? 4);
const rounds = Number(process.argv[3] ?? 6);

/** Every kind of key, with what is pressed of it in a round. */
const KEYS = {
  rank: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
  tie: ["t", "t", "t"],
  halfStep: ["Alt+ArrowUp", "Alt+ArrowDown", "Alt+ArrowUp"],
  unrank: ["0", "5", "0", "4"],
  rate: ["Shift+Digit1", "Shift+Digit3", "Shift+Digit5", "Shift+Digit7"],
  undo: ["u", "u", "u"],
  redo: ["Shift+U", "Shift+U", "Shift+U"],
  noneAcceptable: ["n", "n"],
  move: ["j", "j", "j", "k", "j", "j", "k", "k"],
};

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function summary(durations) {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (share) => Math.round(percentile(sorted, share));
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

async function press(page, kind, key) {
  await page.evaluate(() => {
    window.__events = [];
  });
  await page.keyboard.press(key);
  // Two frames on, and the observer's own turn: the press is painted and told of.
  const duration = await page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          resolve(Math.max(0, ...window.__events.map((event) => event.duration)));
        }, 150);
      }),
  );
  return Math.max(FASTEST_REPORTED_MS, duration);
}

const browser = await chromium.launch(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM, args: ["--no-sandbox"] } : {});
const server = await startFixtureServer();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
const page = await context.newPage();
await page.addInitScript(() => {
  window.__events = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") window.__events.push({ duration: entry.duration });
  }).observe({ type: "event", durationThreshold: 16, buffered: false });
});
await page.goto(server.url + LONG);
await page.getByRole("article").nth(8).waitFor();
await page.locator(".katex").first().waitFor();
await page.waitForTimeout(2500);
const client = await context.newCDPSession(page);
await client.send("Emulation.setCPUThrottlingRate", { rate: slowdown });

const byKind = Object.fromEntries(Object.keys(KEYS).map((kind) => [kind, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const [kind, keys] of Object.entries(KEYS)) {
    for (const key of keys) byKind[kind].push(await press(page, kind, key));
  }
}
const words = await page.locator("article:visible").evaluateAll((cards) => cards.map((card) => card.textContent.split(/\s+/).length));
const all = summary(Object.values(byKind).flat());
console.log(
  JSON.stringify(
    {
      slowdown,
      words,
      target_ms: TARGET_MS,
      passed: all.p95 < TARGET_MS,
      all,
      keys: Object.fromEntries(Object.entries(byKind).map(([kind, durations]) => [kind, summary(durations)])),
    },
    null,
    2,
  ),
);
await browser.close();
server.close();
