/**
 * Takes pictures of every screen in three widths, from the built app on fixtures, and fails
 * on any console error (a CSP violation is one).
 *
 * Run: `npm run build && npm run shots [name …]`; the pictures land in shots/.
 * By environment: SCHEME=light,dark, WIDTHS=1024,390, and SHOTS as another folder.
 */
import { existsSync, mkdirSync } from "node:fs";

import { chromium } from "@playwright/test";

import { createWorld, startFixtureServer } from "./fixture-server.mjs";

const ALL = { 1440: 900, 1024: 768, 390: 844 };
const WIDTHS = Object.fromEntries(Object.entries(ALL).filter(([width]) => (process.env.WIDTHS ?? width).split(",").includes(width)));
const RANKING = "/assignments/0192a000-0000-7000-8000-000000000101";
const COMPARISON = "/assignments/0192a000-0000-7000-8000-000000000102";
const WRITING = "/assignments/0192a000-0000-7000-8000-000000000103";
const LONG = "/assignments/0192a000-0000-7000-8000-000000000104";
const TRANSCRIPTS = "/assignments/0192a000-0000-7000-8000-000000000105";
const PROJECT = "/projects/0192a000-0000-7000-8000-0000000000a1";
const ATTEMPT = "/attempts/0192a000-0000-7000-8000-000000000801";
const TURNS = "/assignments/0192a000-0000-7000-8000-000000000107";
const PROMPT_WRITING = "/assignments/0192a000-0000-7000-8000-000000000108";
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
  // The README's: a tie, ranks and ratings in sight.
  tied: { path: RANKING, act: async (page) => { await rank(page); for (const key of "kkkkkk") await page.keyboard.press(key); } },
  compare: { path: RANKING, act: async (page) => { await rank(page); await page.keyboard.press("k"); await page.keyboard.press("k"); await page.keyboard.press("c"); await page.keyboard.press("d"); } },
  byrank: { path: RANKING, act: async (page) => { await rank(page); await page.keyboard.press("o"); await page.keyboard.press("k"); } },
  missing: { path: RANKING, act: async (page) => { await rank(page); await page.keyboard.press("Enter"); } },
  guidelines: { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("g"); } },
  skip: { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("s"); } },
  help: { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("?"); } },
  sheet: { path: RANKING, only: [390], act: async (page) => { await rank(page); await page.getByRole("button", { name: "Ranking", exact: true }).click(); } },
  rate: { path: RANKING, only: [390], act: async (page) => { await rank(page); await page.locator("article[data-focused=true] summary").click(); await page.locator("article[data-focused=true] [data-flag]").last().scrollIntoViewIfNeeded(); } },
  comparison: { path: COMPARISON },
  "comparison-said": { path: COMPARISON, act: async (page) => { await page.getByRole("group", { name: "Verdict" }).waitFor(); await page.keyboard.press("r"); await page.keyboard.press("2"); await page.keyboard.press("Shift+Digit5"); await page.keyboard.press("d"); await page.waitForTimeout(300); } },
  // On a phone one answer is shown at a time, and it may be the right one.
  unlike: { path: RANKING, only: [1440, 1024], act: async (page) => { await rank(page); for (const key of "kkcd") await page.keyboard.press(key); await page.getByLabel("Answer on the left").selectOption("G"); } },
  meanings: { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); const fold = page.locator("article[data-focused=true] summary"); if (await fold.count()) await fold.click(); await page.getByRole("button", { name: "What they mean" }).first().click(); await page.getByRole("dialog").waitFor(); } },
  about: { path: RANKING, only: [1024, 390], act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("a"); await page.getByRole("dialog").waitFor(); await page.getByRole("dialog").getByText("What they mean").click(); } },
  unsent: { path: RANKING, noisy: true, act: async (page, { world }) => { await page.getByRole("article").first().waitFor(); await page.waitForTimeout(2500); world.down = true; await page.keyboard.press("s"); await page.getByLabel("The prompt is unclear").check(); await page.getByRole("button", { name: "Skip task" }).click(); await page.getByRole("button", { name: "Undo", exact: true }).last().waitFor(); await page.waitForTimeout(1800); } },
  waiting: { path: RANKING, noisy: true, act: async (page, state) => { await SHOTS.unsent.act(page, state); await page.getByRole("link", { name: "Back to the queue" }).click(); await page.getByRole("button", { name: /Take back/ }).waitFor(); } },
  run: { path: `${PROJECT}/runs/0192a000-0000-7000-8000-0000000000f1`, world: { role: "admin" }, noisy: true, act: async (page) => { await page.getByText("Configuration").first().scrollIntoViewIfNeeded(); } },
  members: { path: `${PROJECT}/members`, world: { role: "admin" } },
  "nothing-qualify": { path: "/work/0192a000-0000-7000-8000-0000000000a1?kind=review", world: { qualification: "new" } },
  edit: { path: COMPARISON, act: async (page) => { await page.getByRole("group", { name: "Verdict" }).waitFor(); await page.keyboard.press("l"); await page.keyboard.press("e"); await page.getByRole("dialog").waitFor(); } },
  // What 1440×900 is at 200 %.
  zoom: { path: RANKING, only: [1440], zoom: true, act: rank },
  "zoom-comparison": { path: COMPARISON, only: [1440], zoom: true, act: async (page) => { await page.getByRole("group", { name: "Verdict" }).waitFor(); await page.keyboard.press("l"); } },
  "cannot-rank": { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("x"); await page.getByRole("dialog").waitFor(); } },
  unranked: { path: RANKING, act: async (page) => { await rank(page); await page.keyboard.press("x"); await page.getByLabel("None can be used").click(); await page.getByRole("button", { name: "They cannot be ranked" }).click(); await page.getByRole("dialog").waitFor({ state: "hidden" }); } },
  warning: { path: TRANSCRIPTS, act: async (page) => { await page.getByRole("button", { name: /Show it/ }).click(); await page.getByRole("article").first().waitFor(); for (const [index, rating] of [1, 7, 4, 5].entries()) { await page.keyboard.press(String(index + 1)); await page.keyboard.press(`Shift+Digit${rating}`); await page.keyboard.press("j"); } await page.keyboard.press("n"); await page.keyboard.press("Enter"); } },
  veil: { path: TRANSCRIPTS },
  transcripts: { path: TRANSCRIPTS, act: async (page) => { await page.getByRole("button", { name: /Show it/ }).click(); await page.getByRole("article").first().waitFor(); } },
  long: { path: LONG, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("j"); await page.keyboard.press("j"); await page.waitForTimeout(300); } },
  mathematics: { path: LONG, act: async (page) => { await page.locator(".katex").first().waitFor(); await page.locator(".katex-display").first().scrollIntoViewIfNeeded(); } },
  source: { path: LONG, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("m"); } },
  writing: { path: WRITING, act: async (page) => { await page.locator("[data-editor]").fill(TEXT); await page.waitForTimeout(1200); } },
  "writing-empty": { path: WRITING },
  conflict: { path: WRITING, noisy: true, act: async (page) => { await page.locator("[data-editor]").fill(TEXT); await page.waitForTimeout(1500); server.state.world.byId.get(WRITING.split("/")[2]).draft = { revision: 7, saved_at: null, content: { text: TEXT.replace("Work.", "Do the work outside of the claim.").replace("runs out", "ends"), prompt_fields: {}, notes: "" } }; await page.locator("[data-editor]").press("End"); await page.locator("[data-editor]").pressSequentially(" Done."); await page.getByRole("button", { name: "Changed elsewhere" }).click(); await page.getByRole("region", { name: "Saved elsewhere" }).waitFor(); await page.waitForTimeout(400); } },
  turns: { path: TURNS, act: async (page) => { await page.locator("[data-turn] textarea").first().fill("It is. Do they have to run **in order**?"); await page.locator("[data-turn] textarea").nth(1).fill(TEXT); await page.waitForTimeout(1200); } },
  prompt: { path: PROMPT_WRITING, act: async (page) => { await page.getByLabel("Instruction").fill("Nearly the same: pull the sender's address and what they want out of the mail."); await page.getByLabel("Query", { exact: true }).first().fill("From: ann@mail.example. My order came without the screws."); await page.getByLabel("Response", { exact: true }).first().fill("ann@mail.example: missing screws"); await page.waitForTimeout(1500); } },
  queue: { path: "/" },
  acknowledge: { path: "/", world: { mustAcknowledge: true } },
  release: { path: "/projects/0192a000-0000-7000-8000-0000000000a1/guidelines?work=true", world: { mustAcknowledge: true } },
  "release-text": { path: `${PROJECT}/guidelines?work=true`, world: { mustAcknowledge: true }, act: async (page) => { await page.getByText("Whole text").click(); await page.getByRole("button", { name: "tie" }).first().focus(); } },
  quiz: { path: `${PROJECT}/guidelines?work=true`, world: { mustPassQuiz: true } },
  "quiz-marked": { path: `${PROJECT}/guidelines?work=true`, world: { mustPassQuiz: true }, act: async (page) => { await page.getByLabel("They tie").check(); await page.getByLabel("When it upsets me").check(); await page.getByRole("button", { name: "Check my answers" }).click(); await page.getByRole("button", { name: "Try again" }).waitFor(); } },
  "guidelines-flag": { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("f"); await page.keyboard.press("Tab"); await page.keyboard.press("g"); await page.getByRole("dialog").waitFor(); } },
  "guidelines-search": { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("g"); await page.getByLabel("Search the guidelines").fill("answer"); await page.keyboard.press("Enter"); } },
  "guidelines-ask": { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); await page.keyboard.press("g"); await page.getByRole("button", { name: "Ask", exact: true }).click(); } },
  questions: { path: `${PROJECT}/questions` },
  answers: { path: `${PROJECT}/answers`, world: { role: "reviewer" }, act: async (page) => { await page.getByText("The task they asked at").first().click(); } },
  releases: { path: `${PROJECT}/releases`, world: { role: "admin" } },
  "release-editor": { path: `${PROJECT}/releases`, world: { role: "admin" }, act: async (page) => { await page.getByRole("button", { name: "New release" }).click(); await page.getByLabel("Text, in Markdown").waitFor(); } },
  "release-examples": { path: `${PROJECT}/releases`, world: { role: "admin" }, act: async (page) => { await page.getByRole("button", { name: "New release" }).click(); await page.getByRole("tab", { name: /Examples/ }).click(); } },
  "release-quiz": { path: `${PROJECT}/releases`, world: { role: "admin" }, act: async (page) => { await page.getByRole("button", { name: "New release" }).click(); await page.getByRole("tab", { name: /Quiz/ }).click(); } },
  "release-publish": { path: `${PROJECT}/releases`, world: { role: "admin" }, act: async (page) => { await page.getByRole("button", { name: "New release" }).click(); await page.getByLabel("Text, in Markdown").fill("# How to rank\n\nNew."); await page.getByRole("button", { name: "Review and publish" }).click(); await page.waitForLoadState("networkidle"); } },
  history: { path: "/history" },
  me: { path: "/me" },
  topics: { path: "/", act: async (page) => { await page.getByRole("button", { name: "Topics" }).first().click(); await page.getByLabel("Sensitive content").check(); } },
  offline: { path: WRITING, noisy: true, act: async (page, { world }) => { await page.locator("[data-editor]").fill(TEXT); await page.waitForTimeout(2500); world.down = true; await page.keyboard.press("Control+Enter"); await page.getByRole("article").first().waitFor(); await page.waitForTimeout(700); } },
  refused: { path: WRITING, noisy: true, act: async (page, { world }) => { world.refuse = { status: 422, code: "invalid", message: "The text has 212,000 characters; up to 200,000 are taken." }; await page.locator("[data-editor]").fill(TEXT); await page.keyboard.press("Control+Enter"); await page.getByRole("link", { name: /not taken/ }).click(); await page.getByText("your answer was not taken").waitFor(); } },
  "two-tabs": { path: RANKING, act: async (page) => { await page.getByRole("article").first().waitFor(); const other = await page.context().newPage(); await other.goto(page.url()); await other.getByText("open in another tab").waitFor(); await other.getByRole("button", { name: "Work on it here" }).click(); await page.getByText("open in another tab").waitFor(); } },
  "taken-back": { path: WRITING, act: async (page) => { await page.locator("[data-editor]").fill(TEXT); await page.keyboard.press("Control+Enter"); await page.getByRole("button", { name: "Undo", exact: true }).last().waitFor(); } },
  revise: { path: "/judgments/0192a000-0000-7000-8000-000000000200" },
  login: { path: "/login", world: { loggedIn: false } },
  "login-wrong": { path: "/login", world: { loggedIn: false }, noisy: true, act: async (page) => { await page.getByLabel("Email").fill("alice@example.org"); await page.getByRole("textbox", { name: "Password" }).fill("nope"); await page.keyboard.press("Enter"); await page.getByRole("alert").waitFor(); } },
  invitation: { path: "/invitations/abc", world: { loggedIn: false } },
  "invitation-used": { path: "/invitations/used", world: { loggedIn: false } },
  nothing: { path: "/work/0192a000-0000-7000-8000-0000000000a1?kind=review" },
  review: { path: `${PROJECT}/review`, world: { role: "reviewer" } },
  "review-task": { path: `${PROJECT}/review/0192a000-0000-7000-8000-0000000000c1`, world: { role: "reviewer" } },
  "review-settled": { path: `${PROJECT}/review/0192a000-0000-7000-8000-0000000000c2`, world: { role: "reviewer" } },
  "review-demonstration": { path: `${PROJECT}/review?tab=demonstrations`, world: { role: "reviewer" } },
  "review-edit": { path: `${PROJECT}/review?tab=demonstrations`, world: { role: "reviewer" }, act: async (page) => { await page.getByRole("button", { name: "Approve" }).waitFor(); await page.keyboard.press("e"); } },
  people: { path: `${PROJECT}/people`, world: { role: "reviewer" } },
  person: { path: `${PROJECT}/people/0192a000-0000-7000-8000-0000000000e2`, world: { role: "reviewer" } },
  "person-void": { path: `${PROJECT}/people/0192a000-0000-7000-8000-0000000000e2`, world: { role: "reviewer" }, act: async (page) => { await page.getByRole("button", { name: "Void judgments" }).click(); await page.getByRole("button", { name: "Count", exact: true }).click(); } },
  qualification: { path: `${PROJECT}/qualification`, world: { qualification: "new" } },
  "qualify-flagging": { path: ATTEMPT, world: { qualification: "open" } },
  "qualify-ranking": { path: ATTEMPT, world: { qualification: "open" }, act: async (page) => { await page.getByRole("button", { name: /^Item 5/ }).click(); for (const key of "121") await page.keyboard.press(key); await page.waitForTimeout(800); } },
  "qualify-writing": { path: ATTEMPT, world: { qualification: "open" }, act: async (page) => { await page.getByRole("button", { name: /^Item 7/ }).click(); await page.getByRole("textbox").fill("Hello Ms Meyer,\n\nI am **sorry** that your parcel arrived broken."); await page.waitForTimeout(800); } },
  "qualify-about-you": { path: ATTEMPT, world: { qualification: "open" }, act: async (page) => { await page.getByRole("button", { name: /^Item 9/ }).click(); } },
  "qualify-failed": { path: ATTEMPT, world: { qualification: "failed" } },
  "qualify-passed": { path: ATTEMPT, world: { qualification: "passed" } },
  practice: { path: `${PROJECT}/practice`, act: async (page) => { await page.keyboard.press("1"); await page.keyboard.press("Enter"); await page.getByRole("region", { name: "What reviewers chose" }).waitFor(); } },
  scoring: { path: `${PROJECT}/scoring`, world: { role: "reviewer" }, act: async (page) => { await page.keyboard.press("6"); } },
  screening: { path: `${PROJECT}/screening`, world: { role: "admin" } },
  "screening-version": { path: `${PROJECT}/screening`, world: { role: "admin" }, act: async (page) => { await page.getByRole("button", { name: "New version" }).click(); } },
  lost: { path: "/assignments/none", noisy: true },
};

const wanted = process.argv.slice(2);
const schemes = process.env.SCHEME === undefined ? ["light"] : process.env.SCHEME.split(",");
mkdirSync(process.env.SHOTS ?? "shots", { recursive: true });
const browser = await chromium.launch(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM, args: ["--no-sandbox"] } : {});
const server = await startFixtureServer();
const problems = [];

for (const [name, shot] of Object.entries(SHOTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const [width, height] of Object.entries(WIDTHS)) {
    if (shot.only && !shot.only.includes(Number(width))) continue;
    for (const scheme of schemes) {
      server.state.world = createWorld(shot.world);
      const context = await browser.newContext({ viewport: shot.zoom ? { width: width / 2, height: height / 2 } : { width: Number(width), height }, colorScheme: scheme, hasTouch: Number(width) < 700, reducedMotion: "reduce" });
      const page = await context.newPage();
      page.on("console", (message) => {
        // The browser reports every 4xx answer; those of the login check are expected.
        if (message.type() === "error" && !shot.noisy && !message.text().includes("Failed to load resource")) problems.push(`${name} ${width}: ${message.text()}`);
      });
      page.on("pageerror", (failure) => problems.push(`${name} ${width}: ${failure.message}`));
      await page.goto(server.url + shot.path);
      await page.waitForLoadState("networkidle");
      await shot.act?.(page, server.state);
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${process.env.SHOTS ?? "shots"}/${name}-${width}${scheme === "dark" ? "-dark" : ""}.png` });
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
