import type { Page } from "@playwright/test";

import { expect, openRanking, test } from "./fixtures";

/** Waits until the page has drawn what it knows of by now. */
async function drawn(page: Page): Promise<void> {
  for (let frame = 0; frame < 4; frame += 1) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("the rank bar means the answer that is read, also after scrolling", async ({ page }) => {
  await openRanking(page);
  const dock = (letter: string) => page.getByRole("group", { name: `Rank of answer ${letter}` });
  await expect(dock("A")).toContainText("Rank of");
  const card = page.locator("article[data-slot=B]");
  await page.mouse.move(200, 500);
  for (let turn = 0; turn < 40 && (await dock("A").count()) > 0; turn += 1) {
    await page.mouse.wheel(0, 100);
    await page.waitForTimeout(60);
    // A busy machine draws late: what was scrolled by is seen before more is.
    await drawn(page);
  }
  const top = async () => (await card.boundingBox())?.y ?? 0;
  const before = await top();
  await expect(dock("B")).toBeVisible();
  // The focus came along, and nothing moved under the reader.
  await page.waitForTimeout(300);
  expect(Math.abs((await top()) - before)).toBeLessThan(2);
  await dock("B").getByRole("button", { name: /^Rank 1/ }).tap();
  await expect(page.getByRole("article", { name: "Answer B, Rank 1" })).toBeVisible();
  await expect(page.getByRole("article", { name: "Answer A, Not ranked" })).toBeAttached();
  await expect(page.getByRole("button", { name: "Submit · 8 to rank" })).toBeVisible();
  // A tap on the strip scrolls past others, and none of them takes the focus.
  await page.getByRole("button", { name: /^Answer F, / }).tap();
  await page.waitForTimeout(600);
  await expect(dock("F")).toBeVisible();
  await expect(page.getByRole("article", { name: /^Answer F, / })).toBeInViewport();
});

test("the questions about the prompt have a way out that says so", async ({ page }) => {
  await openRanking(page);
  await page.getByRole("button", { name: /^Tag prompt/ }).tap();
  await page.getByLabel("Ambiguous").check();
  await page.getByRole("button", { name: "Done" }).tap();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Tag prompt · 1" })).toBeVisible();
});

test("the answers can be read in the order that they are given", async ({ page }) => {
  await openRanking(page);
  await page.getByRole("button", { name: /^Answer C, / }).tap();
  await page.getByRole("group", { name: "Rank of answer C" }).getByRole("button", { name: /^Rank 1/ }).tap();
  await page.getByRole("button", { name: "Ranking", exact: true }).tap();
  await page.getByRole("button", { name: "Read the answers in this order" }).tap();
  await expect(page.getByRole("article").first()).toHaveAttribute("data-slot", "C");
});
