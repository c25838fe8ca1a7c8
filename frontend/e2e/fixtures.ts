/** A fresh world for each test, and a failure for every console error (a CSP violation is one). */
import { expect, test as base, type Page } from "@playwright/test";

import { createWorld, startFixtureServer } from "../scripts/fixture-server.mjs";

export const RANKING = "/assignments/0192a000-0000-7000-8000-000000000101";
export const TURNS = "/assignments/0192a000-0000-7000-8000-000000000107";
export const PROMPT_WRITING = "/assignments/0192a000-0000-7000-8000-000000000108";
export const WRITING = "/assignments/0192a000-0000-7000-8000-000000000103";

type World = ReturnType<typeof createWorld>;

interface Fixtures {
  world: World;
}

interface WorkerFixtures {
  server: Awaited<ReturnType<typeof startFixtureServer>>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startFixtureServer();
      await use(server);
      server.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => {
    await use(server.url);
  },
  world: async ({ server }, use) => {
    const world = createWorld();
    server.state.world = world;
    await use(world);
  },
  page: async ({ page, world }, use) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      // The browser reports each failed request; the tests that cut the network expect that.
      const expected = world.down || world.expired || message.text().includes("Failed to load resource");
      if (message.type() === "error" && !expected) problems.push(message.text());
    });
    await use(page);
    expect(problems).toEqual([]);
  },
});

export async function openRanking(page: Page): Promise<void> {
  await page.goto(RANKING);
  await page.getByRole("article").first().waitFor();
}

/**
 * Waits until the next task is drawn out of sight and the one after it has come: what a page has
 * when its network goes. However long that takes; no time is told beforehand.
 */
export async function fetchedAhead(page: Page): Promise<void> {
  await expect(page.locator("h1").filter({ visible: false }).first()).toBeAttached();
  const asked = () =>
    page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/assignments/next")).length);
  await expect.poll(asked).toBeGreaterThanOrEqual(2);
}

/** Waits until the server has what is on the screen, and the next tasks are here. */
export async function savedAndAhead(page: Page): Promise<void> {
  await expect(page.getByText("Draft saved").filter({ visible: true }).first()).toBeVisible();
  await fetchedAhead(page);
}

export async function focusAnswer(page: Page, letter: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^Answer ${letter}, `) }).click();
}

/** Ranks seven of the nine answers, two of them tied, and rates them. */
export async function rankSeven(page: Page): Promise<void> {
  for (const [letter = "", row = ""] of ["F1", "A2", "C2", "B3", "D5", "E7", "G8"].map((move) => [...move])) {
    await focusAnswer(page, letter);
    await page.keyboard.press(row);
    await page.keyboard.press(`Shift+Digit${String(Math.max(1, 8 - Number(row)))}`);
  }
}

export { expect };
