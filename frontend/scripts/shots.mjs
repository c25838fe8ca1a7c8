/**
 * Takes pictures of every screen in three widths, from the built app on fixtures, and fails
 * on any console error (a CSP violation is one).
 *
 * Run: `npm run build && npm run shots [name …]`; the pictures land in shots/.
 */
import { existsSync, mkdirSync } from "node:fs";

import { chromium } from "@playwright/test";

import { createWorld, startFixtureServer } from "./fixture-server.mjs";

const WIDTHS = { 1440: 900, 1024: 768, 390: 844 };
const RANKING = "/assignments/0192a000-0000-7000-8000-000000000101";
const COMPARISON = "/assignments/0192a000-0000-7000-8000-000000000102";
const WRITING = "/assignments/0192a000-0000-7000-8000-000000000103";
const SYSTEM_CHROMIUM = "/usr/bin/chromium";

async function rank(page) {
  await page.getByRole("article").first().waitFor();
  const moves = ["F1", "A2", "C2", "B3", "D5", "E7", "G8"];
  for (const [letter, row] of moves.map((move) => [...move])) {
    while ((await page.locator("article[data-focused=true]").getAttribute("data-slot")) !== letter) {
      const now = await page.locator("article[data-focused=true]").getAttribute("data-slot");
      await page.keyboard.press(now < letter ? "j" : "k");
    }
    await page.keyboard.press(row);
    await page.keyboard.press(`Shift+Digit${Math.max(1, 8 - Number(row))}`);
  }
  await page.keyboard.press("j");
  await page.waitForTimeout(1200);
}

const TEXT = "## Claim with a lease\n\nUse **one table** and `FOR UPDATE SKIP LOCKED`:\n\n```sql\nSELECT id FROM job\n WHERE status = 'queued'\n FOR UPDATE SKIP LOCKED LIMIT 1;\n```\n\n1. Claim, commit.\n2. Work.\n3. Mark done.\n\nA worker that dies keeps its lease until it runs out; then the row is free again.";

const SHOTS = {
  start: { path: RANKING },
  ranking: { path: RANKING, act: rank },
  compare: { path: RANKING, act: async (page) => { await rank(page); await page.keyboard.press("k"); await page.keyboard.press("k"); await page.keyboard.press("c"); await page.keyboard.press("d"); } },
  byrank: { path: RANKING, act: async (page) => { await rank(page); await page.keyboard.press("o"); await page.keyboard.press("k"); } },
  missing: { path: RANKING, act: async (page) => { await rank(page); await page.keyboard.press("Enter"); } },
  guidelines: { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("g"); } },
  skip: { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("s"); } },
  help: { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("?"); } },
  sheet: { path: RANKING, only: [390], act: async (page) => { await rank(page); await page.getByRole("button", { name: "Ranking", exact: true }).click(); } },
  rate: { path: RANKING, only: [390], act: async (page) => { await rank(page); await page.locator("article[data-focused=true] summary").click(); await page.locator("article[data-focused=true] [data-flag]").last().scrollIntoViewIfNeeded(); } },
  comparison: { path: COMPARISON },
  writing: { path: WRITING, act: async (page) => { await page.locator("[data-editor]").fill(TEXT); await page.waitForTimeout(1200); } },
  "writing-empty": { path: WRITING },
  queue: { path: "/" },
  acknowledge: { path: "/", world: { mustAcknowledge: true } },
  release: { path: "/projects/0192a000-0000-7000-8000-0000000000a1/guidelines?work=true", world: { mustAcknowledge: true } },
  history: { path: "/history" },
  revise: { path: "/judgments/0192a000-0000-7000-8000-000000000200" },
  login: { path: "/login", world: { loggedIn: false } },
  "login-wrong": { path: "/login", world: { loggedIn: false }, noisy: true, act: async (page) => { await page.getByLabel("Email").fill("alice@example.org"); await page.getByRole("textbox", { name: "Password" }).fill("nope"); await page.keyboard.press("Enter"); await page.getByRole("alert").waitFor(); } },
  invitation: { path: "/invitations/abc", world: { loggedIn: false } },
  "invitation-used": { path: "/invitations/used", world: { loggedIn: false } },
  nothing: { path: "/work/0192a000-0000-7000-8000-0000000000a1?kind=review" },
  lost: { path: "/assignments/none", noisy: true },
};

const wanted = process.argv.slice(2);
const schemes = process.env.SCHEME === undefined ? ["light"] : process.env.SCHEME.split(",");
mkdirSync("shots", { recursive: true });
const browser = await chromium.launch(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM, args: ["--no-sandbox"] } : {});
const server = await startFixtureServer();
const problems = [];

for (const [name, shot] of Object.entries(SHOTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const [width, height] of Object.entries(WIDTHS)) {
    if (shot.only && !shot.only.includes(Number(width))) continue;
    for (const scheme of schemes) {
      server.state.world = createWorld(shot.world);
      const context = await browser.newContext({ viewport: { width: Number(width), height }, colorScheme: scheme, hasTouch: Number(width) < 700, reducedMotion: "reduce" });
      const page = await context.newPage();
      page.on("console", (message) => {
        // The browser reports every 4xx answer; those of the login check are expected.
        if (message.type() === "error" && !shot.noisy && !message.text().includes("Failed to load resource")) problems.push(`${name} ${width}: ${message.text()}`);
      });
      page.on("pageerror", (failure) => problems.push(`${name} ${width}: ${failure.message}`));
      await page.goto(server.url + shot.path);
      await page.waitForLoadState("networkidle");
      await shot.act?.(page);
      await page.waitForTimeout(400);
      await page.screenshot({ path: `shots/${name}-${width}${scheme === "dark" ? "-dark" : ""}.png` });
      await context.close();
    }
  }
}
await browser.close();
server.close();
if (problems.length > 0) {
  console.error([...new Set(problems)].join("\n"));
  process.exit(1);
}
