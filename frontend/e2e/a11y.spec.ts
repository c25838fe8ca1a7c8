import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { createWorld } from "../scripts/fixture-server.mjs";
import { expect, openRanking, rankSeven, test, WRITING } from "./fixtures";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
const PROJECT = "0192a000-0000-7000-8000-0000000000a1";
const PAGES = ["/", "/history", "/me", `/projects/${PROJECT}/guidelines`, "/login", "/invitations/abc", WRITING];

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 300) ?? ""}`));
}

for (const viewport of SIZES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`no violation on the ranking screen, ${String(viewport.width)} ${colorScheme}`, async ({ browser, server, world }) => {
      expect(world.submitted).toHaveLength(0);
      const context = await browser.newContext({ viewport, colorScheme, baseURL: server.url, reducedMotion: "reduce" });
      const page = await context.newPage();
      await openRanking(page);
      await rankSeven(page);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("c");
      await page.keyboard.press("d");
      await page.waitForTimeout(300);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      // On a phone the flags, and what they mean, stand folded in each card.
      const fold = page.locator("article[data-focused=true] summary");
      if ((await fold.count()) > 0) await fold.click();
      await page.getByRole("button", { name: "What they mean" }).filter({ visible: true }).first().click();
      await page.getByRole("dialog").waitFor();
      await page.waitForTimeout(400);
      expect(await violations(page), "meanings").toEqual([]);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
      await page.keyboard.press("Enter");
      await page.getByText(/^Before you submit/).filter({ visible: true }).first().waitFor();
      expect(await violations(page), "notice").toEqual([]);
      await page.keyboard.press("s");
      await page.waitForTimeout(500);
      expect(await violations(page)).toEqual([]);
      await context.close();
    });
  }
}

const at = (last: string) => `/assignments/0192a000-0000-7000-8000-000000000${last}`;

for (const viewport of SIZES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`no violation on a comparison, its dialogs, the veil and long answers, ${String(viewport.width)} ${colorScheme}`, async ({ browser, server, world }) => {
      expect(world.submitted).toHaveLength(0);
      const context = await browser.newContext({ viewport, colorScheme, baseURL: server.url, reducedMotion: "reduce" });
      const page = await context.newPage();
      await page.goto(at("102"));
      await page.getByRole("group", { name: "Verdict" }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("r");
      await page.keyboard.press("2");
      await page.keyboard.press("b");
      expect(await violations(page), "said").toEqual([]);
      for (const key of ["e", "x"]) {
        await page.keyboard.press(key);
        await page.getByRole("dialog").waitFor();
        await page.waitForTimeout(400);
        expect(await violations(page), key).toEqual([]);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toBeHidden();
      }
      await page.goto(at("105"));
      await page.getByRole("button", { name: /Show it/ }).waitFor();
      expect(await violations(page), "veil").toEqual([]);
      await page.goto(at("104"));
      await page.locator(".katex").first().waitFor();
      await page.keyboard.press("m");
      expect(await violations(page), "long").toEqual([]);
      await context.close();
    });
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`no violation on the other pages, ${colorScheme}`, async ({ browser, server }) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme, baseURL: server.url, reducedMotion: "reduce" });
    const page = await context.newPage();
    for (const [path, viewport] of PAGES.flatMap((one) => SIZES.filter(({ width }) => width !== 1024).map((size) => [one, size] as const))) {
      await page.setViewportSize(viewport);
      const out = path === "/login" || path.startsWith("/invitations");
      server.state.world = createWorld({ loggedIn: !out, mustAcknowledge: path.includes("guidelines") });
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      await page.waitForTimeout(400);
      expect(await violations(page), `${path} ${String(viewport.width)}`).toEqual([]);
    }
    server.state.world = createWorld();
    await page.goto(WRITING);
    await page.locator("[data-editor]").fill("Mine.");
    await page.waitForTimeout(2500);
    server.state.world.down = true;
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: "Undo", exact: true }).last().waitFor();
    await page.getByRole("link", { name: "Back to the queue" }).click();
    await page.getByRole("button", { name: /Take back/ }).waitFor();
    expect(await violations(page), "unsent").toEqual([]);
    await context.close();
  });
}
