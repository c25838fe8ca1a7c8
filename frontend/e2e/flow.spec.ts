import type { Page } from "@playwright/test";

import { expect, fetchedAhead, openRanking, RANKING, savedAndAhead, test, WRITING } from "./fixtures";

const RANKING_ID = RANKING.split("/")[2] ?? "";

test.use({ viewport: { width: 1440, height: 900 } });

/** Ranks from the last answer to the first, with ratings that go with it: nothing to warn of. */
async function rankAll(page: Page): Promise<void> {
  await page.getByRole("article", { name: "Answer A, Not ranked" }).waitFor();
  const total = await page.getByRole("article").count();
  for (let row = total; row >= 1; row -= 1) {
    await page.keyboard.press(String(row));
    await page.keyboard.press(`Shift+Digit${String(Math.max(1, 8 - row))}`);
    if (row > 1) await page.keyboard.press("j");
  }
}

/** Rankings of nine answers to go on with. */
function addRankings(world: { byId: Map<string, unknown> }, count: number): string[] {
  const ids = Array.from({ length: count }, (_, index) => `0192a000-0000-7000-8000-0000000002${String(index).padStart(2, "0")}`);
  // Those alone, so that the order is known.
  for (const [id, item] of world.byId) {
    if (id !== RANKING_ID && (item as { kind: string }).kind === "ranking") world.byId.delete(id);
  }
  for (const id of ids) world.byId.set(id, { ...(world.byId.get(RANKING_ID) as object), id });
  return ids;
}

test("the next task is on the screen at once, however slow the server is", async ({ page, world, server }) => {
  const ids = addRankings(world, 4);
  server.state.delay = { verb: "submit", ms: 5000 };
  await page.goto(`${RANKING}?kind=ranking`);
  const waits: number[] = [];
  for (const id of ids.slice(0, 3)) {
    await rankAll(page);
    await fetchedAhead(page);
    const from = page.url();
    const spent = await page.evaluate(async (before) => {
      const start = performance.now();
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true }));
      while (
        location.href === before ||
        document.querySelector('article[aria-label^="Answer A, Not ranked"]') === null
      ) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return performance.now() - start;
    }, from);
    waits.push(spent);
    await expect(page).toHaveURL(new RegExp(id));
  }
  test.info().annotations.push({ type: "milliseconds to the next task", description: waits.map(Math.round).join(" ") });
  // A busy machine may be slow to draw; nobody waited for the server.
  expect(Math.max(...waits)).toBeLessThan(2500);
  await expect.poll(() => world.submitted.length, { timeout: 60_000 }).toBe(3);
  expect(world.submitted.map(({ id }: { id: string }) => id)).toEqual([RANKING_ID, ...ids.slice(0, 2)]);
  server.state.delay = null;
});

test("a shift on a dropped connection: work goes on, all is sent in order, nothing twice", async ({ page, world }) => {
  const ids = addRankings(world, 2);
  await page.goto(`${RANKING}?kind=ranking`);
  await rankAll(page);
  await savedAndAhead(page);
  world.down = true;
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(ids[0] ?? ""));
  await rankAll(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(ids[1] ?? ""));
  await expect(page.getByText("2 answers wait here, sent later").filter({ visible: true })).toBeVisible();
  await rankAll(page);
  await page.keyboard.press("Enter");
  await expect(page.getByText("The next task is waiting for the connection")).toBeVisible();
  await expect(page.getByText("3 answers wait in this browser")).toBeVisible();
  expect(world.submitted).toHaveLength(0);
  world.down = false;
  await expect.poll(() => world.submitted.length, { timeout: 60_000 }).toBe(3);
  expect(world.submitted.map(({ id }: { id: string }) => id)).toEqual([RANKING_ID, ...ids]);
  await page.waitForTimeout(1500);
  expect(new Set(world.submitted.map(({ body }: { body: { submission_id: string } }) => body.submission_id)).size).toBe(3);
});

test("a tab that is closed before its submit got out sends it at the next start", async ({ page, context, world }) => {
  await openRanking(page);
  await rankAll(page);
  world.down = true;
  await page.keyboard.press("Enter");
  await page.close();
  world.down = false;
  expect(world.submitted).toHaveLength(0);
  const next = await context.newPage();
  await next.goto("/history");
  await expect.poll(() => world.submitted.length).toBe(1);
  expect(world.submitted[0].id).toBe(RANKING_ID);
});

test("a session that ended keeps the answers and sends them after the login", async ({ page, world }) => {
  await openRanking(page);
  await rankAll(page);
  await savedAndAhead(page);
  world.loggedIn = false;
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Compare two answers");
  await expect(page.getByText("1 answer waits here, sent later").filter({ visible: true })).toBeVisible();
  world.loggedIn = true;
  await expect.poll(() => world.submitted.length, { timeout: 60_000 }).toBe(1);
});

test("a refused answer comes back with its reason and all of it", async ({ page, world }) => {
  world.refuse = { status: 422, code: "invalid", message: "The text is too long." };
  await page.goto(WRITING);
  const field = page.locator("[data-editor]");
  await field.fill("A very good answer.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("The text is too long.").first()).toBeVisible();
  await page.getByRole("link", { name: "1 answer not taken" }).click();
  world.refuse = null;
  await page.getByRole("button", { name: "Open it again" }).click();
  await expect(page.locator("[data-editor]")).toHaveValue("A very good answer.");
  await page.locator("[data-editor]").press("Control+Enter");
  await expect.poll(() => world.submitted.length).toBe(1);
});

test("an answer given from elsewhere meanwhile: a person chooses which one counts", async ({ page, world }) => {
  world.refuse = { status: 409, code: "already_submitted", message: "Your answer to this task is in.", extra: { judgment_id: "j7" } };
  await page.goto(WRITING);
  await page.locator("[data-editor]").fill("The better one.");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("link", { name: "1 answer not taken" }).click();
  await page.getByRole("button", { name: "Let this answer count instead" }).click();
  await expect.poll(() => world.submitted.length).toBe(1);
  expect(world.submitted[0]).toMatchObject({ id: "j7", verb: "revise", body: { answer: { text: "The better one." } } });
});

test("a submit is taken back: the answer is there again, and then the task that waited", async ({ page, world }) => {
  await openRanking(page);
  await rankAll(page);
  await savedAndAhead(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Compare two answers");
  // Nothing is done here yet, so that U means what was handed in; the notice waits until then.
  await page.getByRole("button", { name: "Edit", exact: true }).first().waitFor();
  await page.clock.install();
  await page.clock.runFor(20_000);
  await expect(page.getByText("Submitted. You can edit it").filter({ visible: true })).toBeVisible();
  await page.keyboard.press("u");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Editing a submitted answer");
  // What was not changed would not be sent. The fixture's answer has ratings that contradict it: said once.
  await page.keyboard.press("Shift+Digit6");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Compare two answers");
  await expect.poll(() => (world.submitted.at(-1) as { verb: string } | undefined)?.verb).toBe("revise");
});

test("an answer that is not sent yet is taken back without a network, and the task on the screen waits", async ({ page, world }) => {
  const [next = "", after = ""] = addRankings(world, 2);
  await page.goto(`${RANKING}?kind=ranking`);
  await rankAll(page);
  await savedAndAhead(page);
  world.down = true;
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(next));
  const kept = page.getByText("Kept in this browser, and sent by itself.").filter({ visible: true });
  await kept.locator("..").getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL(new RegExp(RANKING_ID));
  await expect(page.getByRole("article", { name: "Answer A, Rank 9" })).toBeVisible();
  await expect(page.getByText("answer waits here")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(next));
  await page.getByRole("link", { name: "1 answer waits here" }).click();
  await page.getByRole("button", { name: "Take back: Rank answers" }).click();
  await expect(page).toHaveURL(new RegExp(RANKING_ID));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${next}|${after}`));
  expect(world.submitted).toHaveLength(0);
  world.down = false;
  await expect.poll(() => world.submitted.length, { timeout: 60_000 }).toBe(1);
  expect(world.submitted[0]).toMatchObject({ id: RANKING_ID, verb: "submit" });
});

test("a skip that is not sent yet is taken back", async ({ page, world }) => {
  const [next = ""] = addRankings(world, 2);
  await page.goto(`${RANKING}?kind=ranking`);
  await page.getByRole("article").first().waitFor();
  await fetchedAhead(page);
  world.down = true;
  await page.keyboard.press("s");
  await page.getByLabel("The prompt is unclear").check();
  await page.getByRole("button", { name: "Skip task" }).click();
  await expect(page).toHaveURL(new RegExp(next));
  await page.getByText("The skip is kept").filter({ visible: true }).locator("..").getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL(new RegExp(RANKING_ID));
  world.down = false;
  await page.waitForTimeout(2500);
  expect(world.submitted).toHaveLength(0);
});

test("the same task in two tabs is noticed, and moves with its draft to where one wants it", async ({ page, context }) => {
  await openRanking(page);
  await page.keyboard.press("3");
  const other = await context.newPage();
  await other.goto(RANKING);
  await expect(other.getByText("This task is open in another tab")).toBeVisible();
  await other.getByRole("button", { name: "Work on it here" }).click();
  await expect(other.getByRole("article", { name: "Answer A, Rank 3" })).toBeVisible();
  await expect(page.getByText("This task is open in another tab")).toBeVisible();
  await other.keyboard.press("5");
  await expect(other.getByText("Draft saved").first()).toBeVisible();
  await expect(other.getByText("Changed elsewhere")).toHaveCount(0);
  await page.getByRole("button", { name: "Work on it here" }).click();
  await expect(page.getByRole("article", { name: "Answer A, Rank 5" })).toBeVisible();
});

test("near the end of a lease a quiet countdown asks whether anybody is there", async ({ page, world }) => {
  const item = world.byId.get(RANKING_ID) as { lease_until: string };
  item.lease_until = new Date(Date.now() + 100_000).toISOString();
  await openRanking(page);
  const still = page.getByRole("button", { name: /left · I’m still here/ });
  await expect(still).toBeVisible();
  item.lease_until = new Date(Date.now() + 1_800_000).toISOString();
  await still.click();
  await expect(still).toBeHidden();
});

test("what had run out can be opened all the same, with its draft, and handed in", async ({ page, world }) => {
  const id = WRITING.split("/")[2] ?? "";
  const item = world.byId.get(id) as { draft: object };
  item.draft = { revision: 3, content: { text: "Half an answer", prompt_fields: {}, notes: "" }, saved_at: null };
  world.expired = true;
  await page.goto(WRITING);
  await expect(page.getByText("The time for this task ran out")).toBeVisible();
  await page.getByRole("button", { name: "Open it all the same" }).click();
  await expect(page.locator("[data-editor]")).toHaveValue("Half an answer");
  world.expired = false;
  await page.locator("[data-editor]").press("Control+Enter");
  await expect.poll(() => world.submitted.length).toBe(1);
});
