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
  http.get(`${IN_PROJECT}/me`, () => HttpResponse.json(own.standing)),
  http.get(`${IN_PROJECT}/me/contested`, () => HttpResponse.json(NOTHING)),
  http.get(`${IN_PROJECT}/questions`, () => HttpResponse.json(NOTHING)),
  http.get(`${IN_PROJECT}/ledger`, () => HttpResponse.json(own.ledger)),
);

test("somebody says which languages they work in", async () => {
  const user = userEvent.setup();
  renderApp("/me");
  const field = await screen.findByRole("textbox", { name: "Language tags" });
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
