import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";

import { createWorld } from "../scripts/fixture-server.mjs";
import { expect, PROMPT_WRITING, test, TURNS, WRITING } from "./fixtures";

const ID = WRITING.split("/")[2] ?? "";
const DOCUMENTS = [
  { title: "Style guide", text: "# Style\n\nWrite plainly. A **claim** needs a source.\n\nClaims without one are cut." },
  { title: "Release notes", text: "Nothing about it here." },
];

test.use({ viewport: { width: 1440, height: 900 } });

const field = (page: Page) => page.getByLabel("Your answer, in Markdown");
const typed = (page: Page) => field(page).inputValue();

async function elsewhere(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(WRITING);
  return page;
}

test("the page is killed in the middle of typing, with no server: every character is there again", async ({ page, context, world }) => {
  await page.goto(WRITING);
  await field(page).pressSequentially("First the server has it. ");
  await expect(page.getByText("Draft saved").first()).toBeVisible();
  world.down = true;
  await field(page).pressSequentially("Then nobody but this browser does");
  const before = await typed(page);
  // The renderer's process dies as by kill -9: no unload, no last save.
  const protocol = await context.newCDPSession(page);
  const died = page.waitForEvent("crash");
  protocol.send("Page.crash").catch(() => undefined);
  await died;
  world.down = false;
  const again = await context.newPage();
  await again.goto(WRITING);
  await expect(field(again)).toHaveValue(before);
  await expect(again.getByText("Draft saved").first()).toBeVisible();
  expect(world.byId.get(ID).draft.content.text).toBe("First the server has it. Then nobody but this browser does");
});

test("writing starts in the text, Escape leads to the keys, E and Enter back to where it was left", async ({ page, world }) => {
  await page.goto(WRITING);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("First. ");
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  // A plain Enter is too easily hit to hand anything in.
  await page.keyboard.press("Enter");
  await page.keyboard.type("Second.");
  await expect(field(page)).toHaveValue("First. Second.");
  expect(world.submitted).toHaveLength(0);
  await page.goto(TURNS);
  const second = page.getByLabel("Assistant, turn 2 of 2", { exact: true }).getByRole("textbox");
  await expect(page.getByLabel("Assistant, turn 1 of 2", { exact: true }).getByRole("textbox")).toBeFocused();
  await second.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(second).toBeFocused();
  await page.goto(PROMPT_WRITING);
  await expect(page.getByLabel("Instruction")).toBeFocused();
});

test("the key to the questions about the prompt holds while writing too", async ({ page }) => {
  await page.goto(WRITING);
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("a");
  await expect(page.getByLabel("Ambiguous")).toBeFocused();
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto(PROMPT_WRITING);
  await expect(page.getByLabel("Instruction")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("a");
  await expect(page.getByRole("dialog", { name: "Tag this prompt" })).toBeVisible();
});

test("the key leads into the text from behind the preview's tab too", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto(WRITING);
  await expect(field(page)).toBeFocused();
  await page.getByText("Preview", { exact: true }).click();
  await page.getByRole("group", { name: "Preview text" }).focus();
  await page.keyboard.press("e");
  await expect(field(page)).toBeFocused();
});

test("two windows wrote: both texts side by side, and the one not taken can be got back", async ({ page, browser, server, world }) => {
  await page.goto(WRITING);
  const other = await elsewhere(browser, server.url);
  await field(other).fill("Use one table and claim rows with a lease that ends by itself.");
  await expect(other.getByText("Draft saved").first()).toBeVisible();
  await field(page).fill("Use one table and a queue of your own making.");
  await page.getByRole("button", { name: "Changed elsewhere" }).click();
  await expect(page.getByRole("region", { name: "On this screen" })).toContainText("of your own making");
  await expect(page.getByRole("region", { name: "Saved elsewhere" })).toContainText("ends by itself");
  await expect(page.locator("mark").first()).toBeVisible();
  await page.getByRole("button", { name: "Take the other one" }).click();
  await expect(field(page)).toHaveValue(/ends by itself/);
  await expect(page.getByText("Draft saved").first()).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: /Kept versions/ }).click();
  await page.getByRole("dialog").getByText("of your own making").waitFor();
  await page.getByRole("listitem").filter({ hasText: "of your own making" }).getByRole("button", { name: "Bring back" }).click();
  await expect(field(page)).toHaveValue("Use one table and a queue of your own making.");
  await expect.poll(() => String(world.byId.get(ID).draft.content.text)).toContain("of your own making");
  await other.context().close();
});

test("two windows wrote: merged in an editor, no line of either is lost", async ({ page, browser, server, world }) => {
  await page.goto(WRITING);
  const other = await elsewhere(browser, server.url);
  await field(other).fill("Title\n\nTheirs.");
  await expect(other.getByText("Draft saved").first()).toBeVisible();
  await field(page).fill("Title\n\nMine.");
  await page.getByRole("button", { name: "Changed elsewhere" }).click();
  await page.getByText("Merge", { exact: true }).click();
  const merged = page.getByLabel("Both versions, line by line");
  await expect(merged).toHaveValue("Title\n\nMine.\nTheirs.");
  await merged.press("End");
  await merged.pressSequentially(" Both.");
  await page.getByRole("button", { name: "Go on with the merged text" }).click();
  await expect(field(page)).toHaveValue(/Mine\.[^]*Theirs\./);
  await expect.poll(() => String(world.byId.get(ID).draft.content.text)).toMatch(/Mine\.[^]*Theirs\./);
  await other.context().close();
});

test("undo goes on after a look at the preview, on a narrow screen", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto(WRITING);
  await field(page).pressSequentially("one two");
  await field(page).press("Control+a");
  await field(page).press("Control+b");
  await expect(field(page)).toHaveValue("**one two**");
  await page.getByText("Preview", { exact: true }).click();
  await expect(page.getByRole("group", { name: "Preview text" }).locator("strong")).toHaveText("one two");
  await page.getByRole("radiogroup").getByText("Write", { exact: true }).click();
  await field(page).press("Control+z");
  await expect(field(page)).toHaveValue("one two");
});

test("lists, tables and links go in by key, and Enter goes on with a list", async ({ page }) => {
  await page.goto(WRITING);
  await field(page).pressSequentially("one");
  await field(page).press("Control+Shift+Digit8");
  await field(page).press("End");
  await field(page).press("Enter");
  await field(page).pressSequentially("two");
  await expect(field(page)).toHaveValue("- one\n- two");
  await field(page).press("Enter");
  await field(page).press("Enter");
  await field(page).press("Control+Shift+KeyL");
  await expect(field(page)).toHaveValue("- one\n- two\n\n| Column | Column |\n| --- | --- |\n|  |  |\n");
  await field(page).press("Control+z");
  await expect(field(page)).toHaveValue("- one\n- two\n");
});

test("the prompt's documents stand beside the text and can be searched", async ({ page, world }) => {
  world.byId.get(ID).prompt.reference_documents = DOCUMENTS;
  await page.goto(WRITING);
  const text = page.getByRole("group", { name: "Style guide" });
  await expect(text).toContainText("Write plainly");
  await field(page).pressSequentially("In view while writing");
  await expect(text).toBeVisible();
  const search = page.getByLabel("Search in this document");
  await search.fill("claim");
  await expect(page.getByText("1 of 2")).toBeVisible();
  await search.press("Enter");
  await expect(page.getByText("2 of 2")).toBeVisible();
  await search.fill("nowhere");
  await expect(page.getByText("none", { exact: true })).toBeVisible();
  await page.getByLabel("Document", { exact: true }).selectOption("Release notes");
  await expect(page.getByRole("group", { name: "Release notes" })).toContainText("Nothing about it");
});

test("what was pasted and typed goes along as counts, and not as text", async ({ page, context, world }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(WRITING);
  await field(page).pressSequentially("abc ");
  await page.evaluate(() => navigator.clipboard.writeText("pasted words"));
  await field(page).press("Control+v");
  await field(page).press("Control+a");
  await field(page).press("Control+b");
  await expect(field(page)).toHaveValue("**abc pasted words**");
  await expect(page.getByText("Draft saved").first()).toBeVisible();
  await page.reload();
  await field(page).press("End");
  await field(page).press("x");
  await field(page).press("Control+Enter");
  await expect.poll(() => world.submitted.length).toBe(1);
  expect(world.submitted[0].body.answer.writing).toEqual({ pastes: 1, pasted_characters: 12, typed_characters: 5 });
});

test("every assistant turn of a conversation is written, by keyboard, and sent in order", async ({ page, world }) => {
  await page.goto(TURNS);
  const first = page.getByLabel("Assistant, turn 1 of 2", { exact: true }).getByRole("textbox");
  const second = page.getByLabel("Assistant, turn 2 of 2", { exact: true }).getByRole("textbox");
  await page.getByText("What the assistant said here before").click();
  await page.getByRole("button", { name: "Start from it" }).click();
  await expect(first).toHaveValue(/Do jobs have to run in order/);
  await first.press("Control+Enter");
  await expect(second).toBeFocused();
  await second.pressSequentially("Use **one** table.");
  await expect(page.getByRole("group", { name: "Preview text" }).locator("strong", { hasText: "one" })).toBeVisible();
  await expect(page.getByText("Draft saved").first()).toBeVisible();
  await page.reload();
  await expect(second).toHaveValue("Use **one** table.");
  await second.press("Control+Enter");
  await expect.poll(() => world.submitted.length).toBe(1);
  const turns = world.submitted[0].body.answer.turns as { role: string; content: string }[];
  expect(turns.map(({ role }) => role)).toEqual(["assistant", "assistant"]);
  expect(turns[1]?.content).toBe("Use **one** table.");
});

test("both sides: turns are added and taken away, and what was taken away is kept", async ({ page, world }) => {
  const id = TURNS.split("/")[2] ?? "";
  world.byId.get(id).demonstration_mode = "both_sides";
  await page.goto(TURNS);
  await page.getByLabel("Assistant, turn 1 of 1", { exact: true }).getByRole("textbox").fill("One.");
  await page.getByRole("button", { name: "Add a user’s turn and its answer" }).click();
  const user = page.getByLabel("User, turn 2 of 3", { exact: true }).getByRole("textbox");
  await expect(user).toBeFocused();
  await user.fill("And the tests?");
  await page.getByRole("button", { name: "Take the last two turns away" }).click();
  await expect(user).toBeHidden();
  await page.getByRole("button", { name: /Kept versions/ }).click();
  await page.getByRole("button", { name: "Bring back" }).click();
  await expect(user).toHaveValue("And the tests?");
});

test("a few-shot prompt is checked while it is written and sent with its parts", async ({ page, world }) => {
  await page.goto(PROMPT_WRITING);
  await page.getByLabel("Instruction").fill("Nearly: find the address. Write to ann@mail.example.");
  await expect(page.getByText("It begins like 1 prompt of yours")).toBeVisible();
  await expect(page.getByRole("code")).toHaveText("ann@mail.example");
  await expect(page.getByText(/points to one person/)).toBeVisible();
  await page.getByLabel("What looks personal is invented").check();
  for (const index of [0, 1]) {
    await page.getByLabel("Query", { exact: true }).nth(index).fill(`q${String(index)}`);
    await page.getByLabel("Response", { exact: true }).nth(index).fill(`r${String(index)}`);
  }
  await page.getByLabel("Last query").fill("q");
  await page.getByLabel("Last query").press("Control+Enter");
  await expect(page.getByRole("combobox", { name: "Use case" })).toBeFocused();
  await page.getByRole("combobox", { name: "Use case" }).fill("extract");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => world.submitted.length).toBe(1);
  expect(world.submitted[0].body.answer).toMatchObject({
    instruction: "Nearly: find the address. Write to ann@mail.example.",
    examples: [{ query: "q0", response: "r0" }, { query: "q1", response: "r1" }],
    query: "q",
    use_case: "extract",
    invented: true,
  });
});

test("a prompt that is there already is told before the submit", async ({ page, world }) => {
  const id = PROMPT_WRITING.split("/")[2] ?? "";
  world.byId.get(id).brief = { form: "plain", use_case: "open_qa", instructions: "", min_examples: 0 };
  await page.goto(PROMPT_WRITING);
  await page.getByLabel("Your prompt").fill("The same as before.");
  await expect(page.getByText("This very prompt is in the project already.")).toBeVisible();
  // What is known to be refused stays on the screen instead of being sent and coming back.
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("button", { name: /not taken like this/ })).toBeVisible();
  await expect(page.getByLabel("Your prompt")).toHaveValue("The same as before.");
  await page.getByLabel("Your prompt").fill("Another one.");
  await expect(page.getByText("Nothing like it in the project")).toBeVisible();
});

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

for (const colorScheme of ["light", "dark"] as const) {
  test(`no violation on the writing screens, ${colorScheme}`, async ({ browser, server }) => {
    for (const viewport of SIZES) {
      const world = createWorld();
      server.state.world = world;
      world.byId.get(ID).prompt.reference_documents = DOCUMENTS;
      const context = await browser.newContext({ viewport, colorScheme, baseURL: server.url, reducedMotion: "reduce" });
      const page = await context.newPage();
      for (const path of [WRITING, TURNS, PROMPT_WRITING]) {
        await page.goto(path);
        const field = page.locator("textarea").filter({ visible: true }).first();
        await field.fill("Nearly: write to ann@mail.example");
        await page.waitForTimeout(900);
        const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
        expect(violations.map(({ id, nodes }) => `${path} ${String(viewport.width)} ${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
      }
      await context.close();
    }
  });
}
