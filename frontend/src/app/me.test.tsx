/** One's own page in the whole app: the languages somebody works in. */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";

import me from "@/testing/fixtures/me.json";
import own from "@/testing/fixtures/own.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const IN_PROJECT = `${ORIGIN}/api/projects/:project`;
const CONTESTED = {
  id: "r", what: "settled", kind: "ranking", judgment_id: "j", assignment_id: "a", prompt_excerpt: "How many?",
  own: { ranking: [["B"], ["A"]], ratings: {}, notes: "", prompt_fields: {} }, other: { ranking: [["A"], ["B"]] },
  reason: "[B] keeps the limit. A has four.", letters: { A: "B", B: "A" }, at: "2026-11-21T08:00:00Z", open: false, revision_waits: false,
};
const NOTHING = { items: [], next_cursor: null };

let languages: string[];
beforeEach(() => {
  languages = ["en"];
});

serveApi(
  http.get(`${ORIGIN}/api/me`, () => HttpResponse.json({ ...me, languages })),
  http.patch(`${ORIGIN}/api/me`, async ({ request }) => {
    languages = ((await request.json()) as { languages: string[] }).languages;
    return HttpResponse.json({ ...me, languages });
  }),
  http.post(`${ORIGIN}/_allauth/browser/v1/account/password/change`, async ({ request }) => {
    const { current_password: old } = (await request.json()) as { current_password: string };
    const errors = [{ code: "enter_current_password", message: "Please type your current password.", param: "current_password" }];
    return old === "right" ? HttpResponse.json({ status: 200 }) : HttpResponse.json({ status: 400, errors }, { status: 400 });
  }),
  http.get(`${IN_PROJECT}/me`, () => HttpResponse.json(own.standing)),
  http.get(`${IN_PROJECT}/me/contested`, () => HttpResponse.json({ items: [CONTESTED], next_cursor: null })),
  http.get(`${IN_PROJECT}/questions`, () => HttpResponse.json(NOTHING)),
  http.get(`${IN_PROJECT}/ledger`, () => HttpResponse.json(own.ledger)),
);

test("one's own page says who else sees which figure", async () => {
  renderApp("/me");
  expect(await screen.findByText(/^Reviewers and admins of the project see/)).toBeInTheDocument();
  expect(screen.queryByText(/Only you see this page/)).toBeNull();
});

test("somebody says which languages they work in", async () => {
  const user = userEvent.setup();
  renderApp("/me");
  const field = await screen.findByRole("textbox", { name: "Languages, as codes (en, de, pt-BR)" });
  expect(field).toHaveValue("en");
  const save = screen.getByRole("button", { name: "Save" });
  expect(save).toBeDisabled();
  await user.type(field, ", english");
  expect(await screen.findByText(/“english” is no language tag/)).toBeInTheDocument();
  expect(save).toBeDisabled();
  await user.clear(field);
  await user.type(field, "en, pt-BR");
  expect(screen.getByText("English, Brazilian Portuguese")).toBeInTheDocument();
  await user.click(save);
  await waitFor(() => {
    expect(languages).toEqual(["en", "pt-BR"]);
  });
  await waitFor(() => {
    expect(save).toBeDisabled();
  });
});

test("a reviewer's reason is read in one's own letters", async () => {
  renderApp("/me");
  const reason = await screen.findByText(/keeps the limit/);
  expect(reason).toHaveTextContent("A keeps the limit. A (B here) has four.");
  // Letters and orders are in one's own already: nothing is left to translate.
  expect(screen.queryByText(/first to last, are/)).toBeNull();
});

test("somebody changes their password, and a wrong old one is said at its field", async () => {
  const user = userEvent.setup();
  renderApp("/me");
  await user.type(await screen.findByLabelText(/^Your password now/), "wrong");
  await user.type(screen.getByLabelText(/^New password(?! again)/), "heron under the bridge");
  await user.type(screen.getByLabelText(/^New password again/), "heron under the bridge");
  await user.click(screen.getByRole("button", { name: "Change the password" }));
  expect(await screen.findByText("This is not your password.")).toBeInTheDocument();
  await user.clear(screen.getByLabelText(/^Your password now/));
  await user.type(screen.getByLabelText(/^Your password now/), "right");
  await user.click(screen.getByRole("button", { name: "Change the password" }));
  expect(await screen.findByText("Your password is changed.")).toBeInTheDocument();
  expect(screen.getByLabelText(/^Your password now/)).toHaveValue("");
});
