/** After a passed qualification: the way leads to the kind of work that it opened. */
import { screen } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { expect, test } from "vitest";

import me from "@/testing/fixtures/me.json";
import qualification from "@/testing/fixtures/qualification.json";
import queue from "@/testing/fixtures/queue.json";
import { renderApp, serveApi } from "@/testing/render";

const ORIGIN = window.location.origin;
const { project } = me.memberships[0]!;
const ATTEMPT = {
  id: "0192a000-0000-7000-8000-0000000000c1", project: { id: project.id, name: project.name }, number: 1,
  started_at: "2026-11-21T08:00:00Z", submitted_at: "2026-11-21T08:30:00Z", outcome: "passed", figures: [], items: [],
};
const grants = [{ kind: "comparison", languages: [] }];

serveApi(
  http.get(`${ORIGIN}/api/me`, () => HttpResponse.json(me)),
  http.get(`${ORIGIN}/api/qualification-attempts/:id`, () => HttpResponse.json(ATTEMPT)),
  http.get(`${ORIGIN}/api/projects/:id/queue`, () => HttpResponse.json(queue)),
  http.get(`${ORIGIN}/api/projects/:id/qualification`, () => {
    const { standing } = qualification;
    return HttpResponse.json({ ...standing, qualified: true, opens: [], attempts: [], qualification: { ...standing.qualification, grants } });
  }),
);

test("a passed attempt leads to the kind that it opened, and whatever comes stands beside", async () => {
  renderApp(`/attempts/${ATTEMPT.id}`);
  expect(await screen.findByRole("link", { name: "Start with comparisons (12)" })).toHaveAttribute(
    "href",
    `/work/${project.id}?kind=comparison`,
  );
  expect(screen.getByRole("link", { name: "Whatever comes first" })).toHaveAttribute("href", `/work/${project.id}`);
});
