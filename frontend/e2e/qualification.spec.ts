/** A newcomer's way through the qualification, and no accessibility violation on it. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { createWorld } from "../scripts/fixture-server.mjs";
import { expect, test } from "./fixtures";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const PROJECT = "/projects/0192a000-0000-7000-8000-0000000000a1";
const ATTEMPT = "/attempts/0192a000-0000-7000-8000-000000000801";

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

test("from the queue to handing in, by keyboard where it counts", async ({ page, server }) => {
  server.state.world = createWorld({ qualification: "new" });
  await page.goto(`${PROJECT}/qualification`);
  const start = page.getByRole("button", { name: "Start" });
  await expect(start).toBeVisible();
  server.state.world.qualification = "open";
  await start.click();
  // Keys mean the item on the screen: each has to be there first.
  const shown = (item: number) =>
    expect(page.getByRole("button", { name: new RegExp(`^Item ${String(item)},`) })).toHaveAttribute("aria-current", "step");
  for (const item of [1, 2, 3, 4]) {
    await shown(item);
    await page.keyboard.press("0");
    await page.keyboard.press("Enter");
  }
  for (const [index, keys] of ["121", "312"].entries()) {
    await shown(5 + index);
    for (const key of keys) await page.keyboard.press(key);
    await page.keyboard.press("Enter");
  }
  for (const item of [7, 8]) {
    await shown(item);
    await page.getByRole("textbox").fill("An answer.");
    await page.keyboard.press("Control+Enter");
  }
  await shown(9);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("1 item is not answered yet: 9.");
  await page.getByRole("button", { name: "Go to item 9" }).click();
  for (const group of await page.getByRole("group").all()) await group.getByText("Well", { exact: true }).click();
  await page.getByRole("button", { name: "Hand in" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Hand in" }).click();
  await expect(page.getByRole("heading", { name: "Not this time" })).toBeVisible();
});

test("what was typed survives a reload even where the server never got it", async ({ page, server }) => {
  server.state.world = createWorld({ qualification: "open" });
  await page.goto(ATTEMPT);
  await page.getByRole("button", { name: /^Item 7,/ }).click();
  server.state.world.down = true;
  await page.getByRole("textbox").fill("Half a sen");
  await expect(page.getByText("Not saved on the server yet")).toBeVisible();
  server.state.world.down = false;
  await page.reload();
  await page.getByRole("button", { name: /^Item 7,/ }).click();
  await expect(page.getByRole("textbox")).toHaveValue("Half a sen");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no violation on the qualification's pages, ${colorScheme}`, async ({ browser, server }) => {
    const viewport = { width: 390, height: 844 };
    const context = await browser.newContext({ viewport, colorScheme, baseURL: server.url, reducedMotion: "reduce" });
    const page = await context.newPage();
    const pages = [
      [`${PROJECT}/qualification`, { qualification: "new" }],
      [ATTEMPT, { qualification: "open" }],
      [ATTEMPT, { qualification: "failed" }],
      [ATTEMPT, { qualification: "passed" }],
      [`${PROJECT}/practice`, {}],
      [`${PROJECT}/scoring`, { role: "reviewer" }],
      [`${PROJECT}/screening`, { role: "admin" }],
    ] as const;
    for (const [path, world] of pages) {
      server.state.world = createWorld(world);
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      await page.waitForTimeout(300);
      expect(await violations(page), path).toEqual([]);
    }
    await context.close();
  });
}
