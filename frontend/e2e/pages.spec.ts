import { createWorld } from "../scripts/fixture-server.mjs";
import { expect, test, WRITING } from "./fixtures";

test("writing saves within the second, survives a reload and submits", async ({ page, world }) => {
  await page.goto(WRITING);
  const field = page.getByLabel("Your answer, in Markdown");
  await field.pressSequentially("Use **one** table");
  await expect(page.getByRole("group", { name: "Preview text" }).locator("strong")).toHaveText("one");
  await expect(page.getByText("Draft saved").first()).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue("Use **one** table");
  await field.press("Control+a");
  await field.press("Control+b");
  await expect(field).toHaveValue("**Use **one** table**");
  await field.press("Control+z");
  await expect(field).toHaveValue("Use **one** table");
  await field.press("Control+Enter");
  await expect(page.getByText("Submitted. You can edit it from History.").filter({ visible: true })).toBeVisible();
  expect(world.submitted[0].body.answer.text).toBe("Use **one** table");
});

test("log in, read the guidelines, confirm, work", async ({ page, server }) => {
  server.state.world = createWorld({ loggedIn: false, mustAcknowledge: true });
  await page.goto("/");
  await page.getByLabel("Email").fill("alice@example.org");
  await page.getByRole("textbox", { name: "Password" }).fill("wrong");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("not correct");
  await page.getByRole("textbox", { name: "Password" }).fill("correct horse");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Read the guidelines" }).first().click();
  await page.getByLabel("I have read them and will follow them").check();
  await page.getByRole("button", { name: "Confirm and go on" }).click();
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("the second factor is asked for where an account has one", async ({ page, server }) => {
  server.state.world = createWorld({ loggedIn: false });
  await page.goto("/login");
  await page.getByLabel("Email").fill("mfa@example.org");
  await page.getByRole("textbox", { name: "Password" }).fill("correct horse");
  await page.keyboard.press("Enter");
  await page.getByLabel("Code").fill("123456");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Hello/ })).toBeVisible();
});

test("skipping needs a reason and starts on the first one", async ({ page, world }) => {
  await page.goto(WRITING);
  await page.getByRole("button", { name: "Skip" }).click();
  await expect(page.getByLabel("I don't have the expertise")).toBeFocused();
  await expect(page.getByRole("button", { name: "Skip task" })).toBeDisabled();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Skip task" }).click();
  await expect(page.getByText("Skipped.").filter({ visible: true })).toBeVisible();
  expect(world.submitted[0]).toMatchObject({ verb: "skip", body: { reason: "expertise" } });
});
