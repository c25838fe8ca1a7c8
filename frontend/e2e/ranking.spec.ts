import { expect, focusAnswer, openRanking, rankSeven, RANKING, savedAndAhead, test } from "./fixtures";

const TRANSCRIPTS = "/assignments/0192a000-0000-7000-8000-000000000105";
const ROW = (row: number) => `[data-ladder-row="${String(row - 1)}"]`;

test.use({ viewport: { width: 1440, height: 900 } });

test("the whole flow by keyboard alone: a tie, undo, rating, submit, the next task", async ({ page, world }) => {
  await openRanking(page);
  for (let row = 1; row <= 9; row += 1) {
    await page.keyboard.press(String(row));
    await page.keyboard.press("Shift+Digit4");
    if (row < 9) await page.keyboard.press("j");
  }
  await page.keyboard.press("t");
  await expect(page.locator(ROW(8))).toContainText("tie");
  await page.keyboard.press("u");
  await expect(page.locator(ROW(9))).toContainText("I");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.locator(ROW(8))).toContainText("tie");
  await savedAndAhead(page);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Submitted. You can edit it from History.").filter({ visible: true })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Compare two answers");
  const answer = world.submitted[0].body.answer;
  expect(answer.ranking).toEqual([["A"], ["B"], ["C"], ["D"], ["E"], ["F"], ["G"], ["H", "I"]]);
});

test("the next task opens at its top, with the first answer in focus", async ({ page, world }) => {
  const id = "0192a000-0000-7000-8000-000000000104";
  world.byId.set(id, { ...world.byId.get(RANKING.split("/")[2] ?? ""), id });
  await page.goto(`${RANKING}?kind=ranking`);
  await page.getByRole("article").first().waitFor();
  for (let row = 1; row <= 9; row += 1) {
    await page.keyboard.press(String(row));
    await page.keyboard.press(`Shift+Digit${String(Math.max(1, 8 - row))}`);
    await page.keyboard.press("j");
  }
  await savedAndAhead(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(id));
  const first = page.getByRole("article", { name: "Answer A, Not ranked" });
  await expect(first).toBeInViewport();
  await expect(first).toBeFocused();
});

test("a chip dragged onto a row ties, onto its rim goes between, onto the tray leaves", async ({ page }) => {
  await openRanking(page);
  await rankSeven(page);
  const chip = (letter: string) => page.locator("aside button", { has: page.locator(`b:text-is("${letter}")`) });
  const drag = async (letter: string, target: string, share: number) => {
    const from = await chip(letter).boundingBox();
    const to = await page.locator(target).boundingBox();
    if (from === null || to === null) throw new Error("Nothing to drag.");
    await page.mouse.move(from.x + 8, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height * share, { steps: 8 });
    await page.mouse.up();
  };
  await drag("H", ROW(3), 0.5);
  await expect(page.getByRole("article", { name: "Answer H, Rank 3 = B" })).toBeVisible();
  await drag("I", ROW(1), 0.95);
  await expect(page.locator(ROW(1))).toContainText("F");
  await expect(page.locator(ROW(2))).toContainText("I");
  await expect(page.locator(ROW(3))).toContainText("tie");
  await drag("H", "[data-ladder-tray]", 0.5);
  await expect(page.getByRole("article", { name: "Answer H, Not ranked" })).toBeAttached();
});

test("a finger drags a chip on the phone's sheet", async ({ browser, server, world }) => {
  expect(world.submitted).toHaveLength(0);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(server.url + RANKING);
  await page.getByRole("button", { name: "Ranking", exact: true }).tap();
  const chip = page.locator("[data-ladder-tray] button", { hasText: "C" });
  // Until the sheet stands still.
  await chip.tap({ trial: true });
  const from = await chip.boundingBox();
  const to = await page.locator(ROW(4)).boundingBox();
  if (from === null || to === null) throw new Error("Nothing to drag.");
  const touch = await context.newCDPSession(page);
  const send = (type: string, x: number, y: number) =>
    touch.send("Input.dispatchTouchEvent", { type: type as "touchStart", touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
  const [toX, toY] = [to.x + to.width / 2, to.y + to.height / 2];
  await send("touchStart", x, y);
  for (let step = 1; step <= 10; step += 1) {
    await send("touchMove", x + ((toX - x) * step) / 10, y + ((toY - y) * step) / 10);
  }
  await send("touchEnd", toX, toY);
  await expect(page.locator(ROW(4))).toContainText("C");
  await context.close();
});

test("compare: word marks, a verdict, and back to the answer it was opened from", async ({ page }) => {
  await openRanking(page);
  await rankSeven(page);
  await focusAnswer(page, "A");
  await page.keyboard.press("c");
  await page.keyboard.press("d");
  await expect(page.locator("mark").first()).toBeVisible();
  // On the page A stands before the other, so it is on the left.
  await page.keyboard.press("l");
  await expect(page.getByRole("button", { name: "A is better" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");
  const card = page.getByRole("article", { name: /^Answer A, Rank/ });
  await expect(card).toBeFocused();
  await expect(card).toBeInViewport();
});

for (const path of [RANKING, TRANSCRIPTS]) {
  test(`nothing of the rail is cut or scrolls at 1024 × 768: ${path.slice(-3)}`, async ({ page }) => {
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.goto(path);
    if (path === TRANSCRIPTS) await page.getByRole("button", { name: /Show it/ }).click();
    await page.getByRole("article").first().waitFor();
    const rail = page.getByRole("complementary", { name: "Ranking and rating" });
    const tooLarge = await rail.evaluate((aside) =>
      [aside, ...aside.querySelectorAll<HTMLElement>("div, fieldset, button")]
        .filter((part) => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1)
        .filter((part) => getComputedStyle(part).display !== "inline" && part.closest("[data-ladder-row]") === null)
        .map((part) => `${part.className} ${String(part.scrollHeight)}/${String(part.clientHeight)}`),
    );
    expect(tooLarge).toEqual([]);
    for (const name of [/^None acceptable/, /^Cannot rank/]) {
      const box = await rail.getByRole("button", { name }).boundingBox();
      expect(box?.height, String(name)).toBeLessThan(32);
    }
  });
}

test("a notice stands as long as its cause, and can be put away", async ({ page, world }) => {
  await openRanking(page);
  await rankSeven(page);
  await page.keyboard.press("Enter");
  const notice = page.getByText(/^Before you submit/).filter({ visible: true }).last();
  await expect(notice).toHaveText("Before you submit: rank H, I; rate H, I.");
  // The twelve seconds after which it used to go, whether read or not.
  await page.clock.install();
  await page.clock.runFor(60_000);
  await expect(notice).toBeVisible();
  for (const key of ["8", "Shift+Digit1", "j", "9"]) await page.keyboard.press(key);
  await expect(notice).toHaveText("Before you submit: rate I.");
  await page.keyboard.press("Shift+Digit1");
  const dismiss = page.getByRole("button", { name: "Put this notice away" });
  await expect(dismiss).toHaveCount(0);
  await page.keyboard.press("0");
  await expect(dismiss).toHaveCount(0);
  await page.keyboard.press("Enter");
  await dismiss.click();
  await expect(dismiss).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(dismiss).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dismiss).toHaveCount(0);
  expect(world.submitted).toHaveLength(0);
});

test("the keys that move stand at the strip's ends, and not where single keys are off", async ({ page, world }) => {
  await openRanking(page);
  const keys = page.getByRole("group", { name: "Answers" }).locator("xpath=../kbd");
  await expect(keys).toHaveText(["K", "J"]);
  world.me.preferences.single_key_shortcuts = false;
  await page.reload();
  await page.getByRole("article").first().waitFor();
  await expect(keys).toHaveCount(0);
});

test("ranks that come back closed up say why, until something is changed", async ({ page }) => {
  await page.goto("/judgments/j1");
  const why = page.getByText("Ranks are counted without gaps").filter({ visible: true });
  await expect(why).toBeVisible();
  await page.keyboard.press("9");
  await expect(why).toHaveCount(0);
});

test("answers that share nearly nothing are not marked, and that is said", async ({ page }) => {
  await openRanking(page);
  await focusAnswer(page, "G");
  await page.keyboard.press("c");
  await page.keyboard.press("d");
  await expect(page.getByText("too different to mark").filter({ visible: true })).toBeVisible();
  await expect(page.locator("mark")).toHaveCount(0);
});

test("offline: nothing is lost, the sign says so, and a reload brings it back", async ({ page, world }) => {
  await openRanking(page);
  world.down = true;
  await page.keyboard.press("3");
  await expect(page.getByText("Offline – kept in this browser").filter({ visible: true })).toBeVisible();
  world.down = false;
  await page.reload();
  await expect(page.getByRole("article", { name: "Answer A, Rank 3" })).toBeVisible();
  await expect(page.getByText("Draft saved").first()).toBeVisible();
  expect(world.byId.get("0192a000-0000-7000-8000-000000000101").draft.content.ranking[2]).toEqual(["A"]);
});

test("a draft changed in another browser is never overwritten unseen", async ({ page, browser, server, world }) => {
  await openRanking(page);
  const elsewhere = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  const other = await elsewhere.newPage();
  await openRanking(other);
  await other.keyboard.press("1");
  await expect(other.getByText("Draft saved").first()).toBeVisible();
  await page.keyboard.press("5");
  await page.getByRole("button", { name: "Changed elsewhere" }).click();
  const draft = () => world.byId.get(RANKING.split("/")[2] ?? "").draft.content.ranking as string[][];
  expect(draft()[0]).toEqual(["A"]);
  await page.getByRole("button", { name: "Keep what is on this screen" }).click();
  await expect(page.getByText("Draft saved").first()).toBeVisible();
  expect(draft()[4]).toEqual(["A"]);
});

test("a session that ended keeps the work and saves it after the next login", async ({ page, world }) => {
  await openRanking(page);
  world.loggedIn = false;
  await page.keyboard.press("2");
  await expect(page.getByRole("link", { name: /log in again/ })).toBeVisible();
  world.loggedIn = true;
  await expect(page.getByText("Draft saved").first()).toBeVisible();
});

test("with single keys switched off only keys with a modifier work", async ({ page }) => {
  await openRanking(page);
  await page.keyboard.press("?");
  await page.getByLabel("Single-key shortcuts").press("Space");
  await expect(page.getByLabel("Single-key shortcuts")).not.toBeChecked();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("3");
  await expect(page.getByRole("article", { name: "Answer A, Not ranked" })).toBeVisible();
});
