/** Gold, judgments, voids and people in the whole app. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { renderApp } from "@/testing/render";
import { INES, PROJECT, serveReviewing, TASK, world } from "@/testing/reviewing";

serveReviewing();

test("gold is retired, and what was retired is used again", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review?tab=gold`);
  await user.click(await screen.findByRole("button", { name: "Retire" }));
  await waitFor(() => {
    expect(world.goldChanged).toEqual(["retire"]);
  });
  await user.click(screen.getByRole("radio", { name: "Retired" }));
  await user.click(await screen.findByRole("button", { name: "Use again" }));
  await waitFor(() => {
    expect(world.goldChanged).toEqual(["retire", "restore"]);
  });
});

test("gold tells why in letters, not in the marks that were typed", async () => {
  renderApp(`/projects/${PROJECT}/review?tab=gold`);
  const table = await screen.findByRole("region", { name: "Gold items" });
  const why = within(table).getByText(/is wrong: Redis loses what it holds/);
  expect(why).toHaveTextContent(/^B is wrong/);
});

test("a judgment leads to its task's page and says whose edit it is; a prompt is read where it stands", async () => {
  renderApp(`/projects/${PROJECT}/judgments`);
  const table = await screen.findByRole("region", { name: "Judgments" });
  const link = within(table).getByRole("link", { name: "How do tides work?" });
  expect(link).toHaveAttribute("href", `/projects/${PROJECT}/review/${TASK}`);
  expect(within(table).getByText("edited by Rita Moreno")).toBeInTheDocument();
  expect(within(table).getByText("The whole prompt")).toBeInTheDocument();
  expect(within(table).getAllByText("of it 14 s edit")).toHaveLength(2);
  expect(within(table).getAllByRole("link")).toHaveLength(1);
});

test("judgments are voided only after a count, which names what learned from them", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/people/${INES}`);
  await user.click(await screen.findByRole("button", { name: "Void judgments" }));
  const dialog = await screen.findByRole("dialog");
  const confirm = within(dialog).getByRole("button", { name: "Void" });
  expect(confirm).toBeDisabled();
  await user.click(within(dialog).getByRole("button", { name: "Count" }));
  expect(await within(dialog).findByText("180 judgments")).toBeInTheDocument();
  expect(within(dialog).getByText(/reward 7, policy 8/)).toBeInTheDocument();
  await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Careless.");
  await user.click(confirm);
  await waitFor(() => {
    expect(world.sent).toHaveLength(2);
  });
  expect(world.sent[1]?.body).toMatchObject({ cause: "void", user_id: INES, reason: "Careless." });
});

test("a person's page tells what reviewers said of their work, and leads to their judgments", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/people/${INES}`);
  expect(await screen.findByText("31 of 46 read")).toBeInTheDocument();
  expect(screen.getByText("6 edited, 9 returned")).toBeInTheDocument();
  expect(screen.getByText("48.0 %")).toBeInTheDocument();
  const weeks = screen.getByRole("region", { name: "Weeks" });
  expect(within(weeks).getByText("6 of 6 approved")).toBeInTheDocument();
  expect(within(screen.getByRole("region", { name: "Attempts" })).getByText("passed")).toBeInTheDocument();
  await user.click(screen.getByRole("link", { name: "Read judgments" }));
  expect(await screen.findByText(/Only of/)).toHaveTextContent("Only of Ines Prado");
  expect(world.asked.at(-1)).toBe(INES);
  await user.click(screen.getByRole("link", { name: "Show everybody’s" }));
  await waitFor(() => {
    expect(screen.queryByText(/Only of/)).not.toBeInTheDocument();
  });
  await waitFor(() => {
    expect(world.asked.at(-1)).toBeNull();
  });
});

test("an order that was given tells afterwards what had learned from its judgments", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/people`);
  const orders = await screen.findByRole("region", { name: "Orders" });
  expect(within(orders).getByText(/^All kinds, from Oct 19, 2026/)).toBeInTheDocument();
  await user.click(within(orders).getByText("What had learned from them"));
  expect(await within(orders).findByText(/Learned from by: reward 7, policy 8/)).toBeVisible();
  expect(within(orders).getByText(/rankings 4 \(November\), rankings 5/)).toBeVisible();
});

test("a paused person is resumed", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/people/${INES}`);
  expect(await screen.findByText(/read section 3 on ties again/, { selector: ".mantine-Alert-message" })).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Resume" }));
  await waitFor(() => {
    expect(world.sent).toHaveLength(1);
  });
});
