/** Answers besides a plain order: none acceptable, cannot rank, comparisons, warnings, the veil. */
import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";

const at = (last: string) => `/assignments/0192a000-0000-7000-8000-000000000${last}`;
const RANKING = at("101");
const COMPARISON = at("102");
const LONG = at("104");
const TRANSCRIPTS = at("105");

interface Sent {
  id: string;
  verb: string;
  body: { answer: Record<string, unknown>; reason?: string };
}

async function look(page: Page) {
  await page.goto(TRANSCRIPTS);
  await page.getByRole("button", { name: /Show it/ }).click();
  await page.getByRole("article").first().waitFor();
}

async function rate(page: Page, ratings: readonly number[]) {
  for (const [index, rating] of ratings.entries()) {
    await page.keyboard.press(String(index + 1));
    await page.keyboard.press(`Shift+Digit${String(rating)}`);
    await page.keyboard.press("j");
  }
}

const answers = (world: { submitted: Sent[] }) => world.submitted.map(({ body }) => body.answer);

test("cannot rank is an answer by keyboard alone, undone and given again", async ({ page, world }) => {
  await page.goto(RANKING);
  await page.getByRole("article").first().waitFor();
  await page.keyboard.press("x");
  await page.getByLabel("All say the same").press("Space");
  await page.keyboard.press("Enter");
  const said = page.getByRole("button", { name: /No order: too alike/ });
  await expect(said).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("u");
  await expect(page.getByRole("button", { name: /Cannot rank/ })).toBeVisible();
  await page.keyboard.press("Shift+U");
  await expect(said).toBeVisible();
  await page.locator("body").press("Enter");
  await expect.poll(() => answers(world)).toEqual([
    expect.objectContaining({ ranking: [], ratings: {}, cannot_rank: "too_alike" }),
  ]);
});

test("another reason needs its note", async ({ page }) => {
  await page.goto(RANKING);
  await page.getByRole("article").first().waitFor();
  await page.keyboard.press("x");
  await page.getByLabel("Another reason").click();
  const done = page.getByRole("button", { name: "They cannot be ranked" });
  await expect(done).toBeDisabled();
  await page.getByRole("dialog").getByLabel("Note for the researchers").fill("Two prompts.");
  await done.click();
  await expect(page.getByRole("button", { name: /No order: see the note/ })).toBeVisible();
});

test("on a phone both stand in the sheet of the ranking", async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(RANKING);
  await page.getByRole("article").first().waitFor();
  await page.getByRole("button", { name: "Ranking", exact: true }).click();
  await page.getByRole("button", { name: /Cannot rank/ }).click();
  await page.getByLabel("None can be used").click();
  await page.getByRole("button", { name: "They cannot be ranked" }).click();
  const sheet = page.getByRole("dialog", { name: "Ranking", exact: true });
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toBeHidden();
  await page.getByRole("button", { name: "Submit · no order" }).click();
  await expect.poll(() => answers(world)[0]).toMatchObject({ cannot_rank: "all_unusable" });
});

test("a contradiction is named once and sent when it is meant", async ({ page, world }) => {
  await look(page);
  await rate(page, [1, 7, 4, 5]);
  await page.keyboard.press("n");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/A is above B; C is above D/).first()).toBeVisible();
  expect(world.submitted).toHaveLength(0);
  await page.keyboard.press("Enter");
  await expect.poll(() => answers(world)[0]).toMatchObject({
    ranking: [["A"], ["B"], ["C"], ["D"]],
    none_acceptable: true,
    warnings: ["contradiction", "rated_acceptable"],
  });
});

test("an order that the ratings bear out is sent at once", async ({ page, world }) => {
  await look(page);
  await rate(page, [7, 6, 4, 1]);
  await page.keyboard.press("Enter");
  await expect.poll(() => answers(world)).toHaveLength(1);
  expect(answers(world)[0]).not.toHaveProperty("warnings");
});

test("a comparison by keyboard: verdict, strength, reason, an edit of the better one", async ({ page, world }) => {
  await page.goto(COMPARISON);
  await page.getByRole("group", { name: "Verdict" }).waitFor();
  await page.keyboard.press("2");
  await expect(page.getByRole("button", { name: /^Better/ })).toBeDisabled();
  await page.keyboard.press("r");
  await page.keyboard.press("Shift+Digit3");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+Digit6");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Before you submit: say how much better (1–4).").first()).toBeVisible();
  await page.keyboard.press("3");
  await page.keyboard.press("b");
  await page.keyboard.press("b");
  await page.keyboard.press("e");
  await page.getByLabel(/Answer B as it should have been/).fill("One table, one lease.");
  // However it is closed, no word is lost.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("e");
  await expect(page.getByLabel(/Answer B as it should have been/)).toHaveValue("One table, one lease.");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByLabel("Why, in a line (optional)").fill("It says what happens on a crash.");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => answers(world)[0]).toMatchObject({
    ranking: [["B"], ["A"]],
    strength: "slightly",
    reason: "It says what happens on a crash.",
    edited: "One table, one lease.",
  });
  expect(answers(world)[0]).not.toHaveProperty("both_bad");
});

test("both bad is a tie by one key, on a phone by one finger", async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(COMPARISON);
  await page.getByRole("button", { name: "Both bad" }).click();
  await page.getByRole("group", { name: "Overall quality of A" }).getByRole("button", { name: "1" }).click();
  await page.getByText("Answer B", { exact: true }).click();
  await page.getByRole("group", { name: "Overall quality of B" }).getByRole("button", { name: "2" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect.poll(() => answers(world)[0]).toMatchObject({ ranking: [["A", "B"]], both_bad: true });
});

test("a sensitive task is covered, remembered for itself alone, and may be given back unseen", async ({ page, world }) => {
  await page.goto(TRANSCRIPTS);
  const show = page.getByRole("button", { name: /Show it/ });
  await expect(show).toBeFocused();
  await expect(page.getByText("Django")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: /^Answer A/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("article", { name: /^Answer A/ })).toBeVisible();
  await page.evaluate(() => {
    sessionStorage.clear();
  });
  await page.reload();
  await show.waitFor();
  await page.keyboard.press("s");
  await page.getByLabel("It is upsetting to read").click();
  await page.getByRole("button", { name: "Skip task" }).click();
  await expect.poll(() => (world.submitted as Sent[]).map(({ verb, body }) => [verb, body.reason])).toEqual([
    ["skip", "distressing"],
  ]);
});

test("what all answers begin with is folded, and shown in all by one button", async ({ page }) => {
  await look(page);
  await expect(page.getByText("He laughed.")).toHaveCount(0);
  await page.getByRole("button", { name: /Show the beginning/ }).first().click();
  await expect(page.getByText("He laughed.")).toHaveCount(4);
});

test("mathematics is set, and the source is shown as it is", async ({ page }) => {
  await page.goto(LONG);
  const first = page.getByRole("article", { name: /^Answer A/ });
  await expect(first.locator(".katex-display")).toHaveCount(1);
  await page.keyboard.press("m");
  await expect(first.locator("pre")).toHaveCount(1);
  await expect(first).toContainText("W_q = \\frac{C(c, \\lambda/\\mu)}");
  await page.keyboard.press("m");
  await expect(first.locator(".katex-display")).toHaveCount(1);
});

test("text from right to left reads from the right", async ({ page }) => {
  await page.goto(LONG);
  const heading = page.getByRole("article", { name: /^Answer C/ }).getByRole("heading").first();
  await expect(heading).toHaveCSS("direction", "rtl");
});
