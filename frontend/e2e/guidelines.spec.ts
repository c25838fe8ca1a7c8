/** The guidelines in a real browser: the panel beside the work, the quiz, the editor; with axe. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { createWorld } from "../scripts/fixture-server.mjs";
import { expect, openRanking, test } from "./fixtures";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const PROJECT = "/projects/0192a000-0000-7000-8000-0000000000a1";

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 300) ?? ""}`));
}

test("the panel opens at the focused flag and gives the focus back to it", async ({ page }) => {
  await openRanking(page);
  await page.keyboard.press("f");
  await page.keyboard.press("Tab");
  const flag = page.locator("[data-flag=hallucination]").first();
  await expect(flag).toBeFocused();
  await page.keyboard.press("g");
  const section = page.locator("[data-anchor=hallucination]");
  await expect(section).toHaveAttribute("data-here", "true");
  await expect(section).toBeInViewport();
  await expect(section).toHaveText("Makes things up");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(flag).toBeFocused();
});

test("the panel is searched by keyboard and explains its terms on focus", async ({ page }) => {
  await openRanking(page);
  await page.keyboard.press("g");
  const search = page.getByLabel("Search the guidelines");
  await search.fill("hallucination");
  const count = page.getByRole("search").getByRole("status");
  await expect(count).toHaveText("1 of 2");
  await page.keyboard.press("Enter");
  await expect(count).toHaveText("2 of 2");
  await page.keyboard.press("Shift+Enter");
  await expect(count).toHaveText("1 of 2");
  await page.keyboard.press("Escape");
  await expect(search).toHaveValue("");
  await expect(search).toBeVisible();
  const term = page.getByRole("button", { name: "tie", exact: true }).first();
  await term.focus();
  await expect(page.getByRole("tooltip")).toContainText("Two answers in one place");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tooltip")).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(1);
});

test("a question is asked from the panel with the task on the screen", async ({ page }) => {
  await openRanking(page);
  await page.keyboard.press("g");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await page.getByLabel("Your question").fill("Does 304 count as under 300?");
  await page.getByLabel("About", { exact: true }).selectOption({ label: "Misses a constraint" });
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/questions"));
  await page.getByRole("dialog").getByRole("button", { name: "Ask", exact: true }).click();
  expect((await sent).postDataJSON()).toMatchObject({
    text: "Does 304 count as under 300?",
    anchor: "misses_constraint",
    item: "0192a000-0000-7000-8000-000000000101",
  });
  await expect(page.getByLabel("Search the guidelines")).toBeVisible();
});

for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`no violation on the guidelines' screens, ${String(viewport.width)} ${colorScheme}`, async ({ browser, server }) => {
      const context = await browser.newContext({ viewport, colorScheme, baseURL: server.url, reducedMotion: "reduce" });
      const page = await context.newPage();
      const look = async (what: string) => {
        await page.waitForLoadState("networkidle");
        await page.waitForTimeout(300);
        expect(await violations(page), what).toEqual([]);
      };
      server.state.world = createWorld();
      await openRanking(page);
      await page.keyboard.press("g");
      await page.getByLabel("Search the guidelines").waitFor();
      await look("panel");
      await page.goto(`${PROJECT}/questions`);
      await look("questions");
      server.state.world = createWorld({ mustAcknowledge: true });
      await page.goto(`${PROJECT}/guidelines`);
      await look("what changed");
      server.state.world = createWorld({ mustPassQuiz: true });
      await page.goto(`${PROJECT}/guidelines`);
      await page.getByLabel("They tie").check();
      await page.getByLabel("When it upsets me").check();
      await page.getByRole("button", { name: "Check my answers" }).click();
      await look("quiz");
      server.state.world = createWorld({ role: "admin" });
      await page.goto(`${PROJECT}/answers`);
      await look("answers");
      await page.goto(`${PROJECT}/releases`);
      await look("releases");
      await page.getByRole("button", { name: "New release" }).click();
      for (const tab of ["Text", "Examples", "Glossary", "Quiz", "Changes and publishing"]) {
        await page.getByRole("tab", { name: tab }).click();
        await look(tab);
      }
      await context.close();
    });
  }
}
