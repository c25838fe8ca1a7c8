/** The reviewers' word on demonstrations in the whole app. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { renderApp } from "@/testing/render";
import { PROJECT, serveReviewing, TASK, world } from "@/testing/reviewing";

serveReviewing();

test("a demonstration is approved, or returned with a reason, by keys", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  expect(await screen.findByText("revised after a review")).toBeInTheDocument();
  await user.keyboard("a");
  await waitFor(() => {
    expect(world.sent[0]?.body).toEqual({ verdict: "approved", supersedes: null });
  });
  const said = await screen.findByText(/^Approved: Bob Ashby's answer to “How do I build a job queue/);
  expect(said.parentElement).toHaveAttribute("role", "status");
  await user.keyboard("r");
  await user.type(await screen.findByRole("textbox", { name: /Reason/ }), "Name a source.");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Return" }));
  await waitFor(() => {
    expect(world.sent[1]?.body).toEqual({ verdict: "returned", reason: "Name a source.", supersedes: null });
  });
});

test("an approval is taken back where it is told of, by click or key", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  for (const undo of [() => user.keyboard("u"), () => user.click(screen.getByRole("button", { name: /^Undo/ }))]) {
    world.sent = [];
    await user.keyboard("a");
    await screen.findByRole("button", { name: /^Undo/ });
    await undo();
    await waitFor(() => {
      expect(world.sent[1]?.body).toEqual({ verdict: "reopened", supersedes: "decision-1" });
    });
    await waitFor(() => {
      expect(screen.queryByRole("button", { name: /^Undo/ })).not.toBeInTheDocument();
    });
  }
});

test("a demonstration's page tells what was decided, and by whom it was edited, and decides again", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review/${TASK.slice(0, -1)}9`);
  const panel = await screen.findByRole("region", { name: "By Bob Ashby, edited by Rita Moreno" });
  expect(within(panel).getByText(/^Edited .* active of .* Approved by Rita Moreno/)).toBeInTheDocument();
  await user.click(within(panel).getByRole("button", { name: "Decide again" }));
  expect(within(panel).getByRole("button", { name: "Approve" })).toBeDisabled();
  await user.click(within(panel).getByRole("button", { name: "Return" }));
  await user.type(await screen.findByRole("textbox", { name: /Reason/ }), "Name a source.");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Return" }));
  await waitFor(() => {
    expect(world.sent[0]?.body).toEqual({
      verdict: "returned",
      reason: "Name a source.",
      supersedes: "0192a000-0000-7000-8000-0000000000a7",
    });
  });
});

test("an edit is sent with the text and a key of its own", async () => {
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  await user.keyboard("e");
  const text = await screen.findByRole("textbox", { name: "The edited answer" });
  await user.clear(text);
  await user.type(text, "Shorter.");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => {
    expect(world.sent[0]?.body).toMatchObject({ verdict: "edited", answer: { text: "Shorter." } });
  });
  expect(world.sent[0]?.body.submission_id).toEqual(expect.any(String));
});

test("an edit stays on the screen, and in the browser, where another reviewer was faster", async () => {
  const user = userEvent.setup();
  world.outrun = true;
  const { unmount } = renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  await user.keyboard("e");
  const text = await screen.findByRole("textbox", { name: "The edited answer" });
  await user.clear(text);
  await user.type(text, "Mine.");
  await user.keyboard("{Control>}{Enter}{/Control}");
  const told = await screen.findByText(/waits no more: another reviewer decided it/);
  expect(screen.getByRole("textbox", { name: "The edited answer" })).toHaveValue("Mine.");
  expect(screen.getByRole("link", { name: /decide again/ })).toBeVisible();
  unmount();
  world.outrun = false;
  expect(told).not.toBeInTheDocument();
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  await user.keyboard("e");
  expect(await screen.findByRole("textbox", { name: "The edited answer" })).toHaveValue("Mine.");
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await user.keyboard("e");
  expect(await screen.findByRole("textbox", { name: "The edited answer" })).not.toHaveValue("Mine.");
});

test("what another reviewer decided can no longer be decided by a key", async () => {
  const user = userEvent.setup();
  world.outrun = true;
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  await user.keyboard("a");
  await screen.findByText(/waits no more/);
  expect(screen.queryByRole("button", { name: /^Approve/ })).not.toBeInTheDocument();
  await user.keyboard("a");
  expect(world.sent).toHaveLength(1);
  await user.click(screen.getByRole("button", { name: "Next" }));
  expect(await screen.findByText("No demonstration waits")).toBeInTheDocument();
});

test("each turn of a conversation is edited in its place", async () => {
  const user = userEvent.setup();
  world.turned = true;
  renderApp(`/projects/${PROJECT}/review?tab=demonstrations`);
  await screen.findByText("revised after a review");
  await user.keyboard("e");
  const turn = await screen.findByRole("textbox", { name: "Assistant, turn 2 of 2" });
  expect(screen.getByRole("button", { name: /^Save the edit/ })).toBeDisabled();
  await user.clear(turn);
  expect(screen.getByRole("button", { name: /^Save the edit/ })).toBeDisabled();
  await user.type(turn, "Shorter.");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => {
    expect(world.sent[0]?.body).toMatchObject({
      verdict: "edited",
      answer: { turns: [{ role: "assistant", content: "Hello!" }, { role: "assistant", content: "Shorter." }] },
    });
  });
});
