/** The reviewers' queue in the whole app, and a task that is settled. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import me from "@/testing/fixtures/me.json";
import { renderApp } from "@/testing/render";
import { PROJECT, serveReviewing, TASK, world } from "@/testing/reviewing";

serveReviewing();

test("the queue says why each task needs a look", async () => {
  renderApp(`/projects/${PROJECT}/review`);
  const table = await screen.findByRole("region", { name: "Tasks to review" });
  expect(within(table).getAllByText("ordered differently")).toHaveLength(4);
  expect(within(table).getByText("3 skips as unclear")).toBeInTheDocument();
});

test("the sections say how much waits in them", async () => {
  renderApp(`/projects/${PROJECT}/review`);
  expect(await screen.findByRole("link", { name: /^Review\s*12\s*waiting$/ })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: /^Questions\s*2\s*waiting$/ })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Judgments" })).toBeInTheDocument();
});

test("a reviewer orders by keyboard alone and settles with a reason", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review/${TASK}`);
  const matrix = await screen.findByRole("region", { name: "Judgments side by side" });
  expect(within(matrix).getByText("Bob Ashby")).toBeInTheDocument();
  const settle = screen.getByRole("button", { name: /^Settle/ });
  expect(settle).toBeDisabled();
  screen.getByRole("button", { name: "Answer C" }).focus();
  await user.keyboard("{Shift>}{ArrowUp}{/Shift}");
  await waitFor(() => {
    expect(screen.getByRole("button", { name: "Answer C" })).toHaveFocus();
  });
  await user.keyboard("=");
  await user.type(screen.getByRole("textbox", { name: /Why/ }), "Redis loses jobs.");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => {
    expect(world.sent).toHaveLength(1);
  });
  expect(world.sent[0]?.body).toMatchObject({
    ranking: [["A"], ["C", "D"], ["B"]],
    reason: "Redis loses jobs.",
    supersedes: null,
  });
});

test("a labeler's remark is read in this page's letters, with theirs beside them", async () => {
  renderApp(`/projects/${PROJECT}/review/${TASK}`);
  const matrix = await screen.findByRole("region", { name: "Judgments side by side" });
  const remark = within(matrix).getByText(/says when it stops working/);
  expect(remark).toHaveTextContent("C (D here) says when it stops working well.");
  expect(remark).toHaveTextContent("Dana Okafor's A, B, C, D, first to last, are B, C, D, A here.");
});

test("an answer is named by a reference; a letter that stands alone is asked about", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review/${TASK}`);
  const why = await screen.findByRole("textbox", { name: /Why/ });
  await user.click(screen.getByRole("button", { name: "Name an answer: C" }));
  await user.type(why, " has four. A keeps the limit.");
  expect(why).toHaveValue("[C] has four. A keeps the limit.");
  expect(screen.getByText(/^A: meant as an answer\?/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Name them as answers" }));
  expect(why).toHaveValue("[C] has four. [A] keeps the limit.");
  expect(screen.queryByText(/meant as an answer/)).not.toBeInTheDocument();
});

test("who was second sees the other's review, keeps what they wrote, and may take its place", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review/${TASK}`);
  await user.type(await screen.findByRole("textbox", { name: /Why/ }), "Mine.");
  world.outrun = true;
  await user.click(screen.getByRole("button", { name: /^Settle/ }));
  await user.click(await screen.findByRole("button", { name: /Look at it/ }));
  expect(await screen.findByText(/Rita Moreno settled it/)).toBeInTheDocument();
  expect(screen.getByRole("textbox", { name: /Why/ })).toHaveValue("Mine.");
  await user.click(screen.getByRole("button", { name: /^Settle again/ }));
  await waitFor(() => {
    expect(world.sent[1]?.body).toMatchObject({ reason: "Mine.", supersedes: "r" });
  });
});

test("who has settled a task reads so, goes on to the next, and settles again only by asking for it", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review/${TASK}`);
  await user.type(await screen.findByRole("textbox", { name: /Why/ }), "Mine.");
  world.settler = me.id;
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText(/^You settled it/)).toHaveTextContent("A > D > C > B");
  expect(screen.queryByRole("textbox", { name: /Why/ })).not.toBeInTheDocument();
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(world.sent).toHaveLength(1);
  const next = await screen.findByRole("link", { name: "Next task" });
  expect(next).toHaveAttribute("href", `/projects/${PROJECT}/review/${TASK.slice(0, -1)}2`);
  await user.click(screen.getByRole("button", { name: "Settle again" }));
  expect(screen.getByText(/What you settle now takes its place/)).toBeInTheDocument();
  expect(screen.getByRole("textbox", { name: /Why/ })).toHaveValue("Mine.");
});

test("the queue can be asked for one reason alone", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review`);
  await screen.findByRole("region", { name: "Tasks to review" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Why" }), "Skipped as unclear");
  await waitFor(() => {
    expect(world.causes.at(-1)).toBe("skips");
  });
});
