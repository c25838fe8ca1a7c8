import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, expect, test, vi } from "vitest";

import type { Role } from "@/lib/api-types";
import me from "@/testing/fixtures/me.json";
import overview from "@/testing/fixtures/overview.json";
import run from "@/testing/fixtures/run.json";
import { renderApp, serveApi } from "@/testing/render";

// The curves are drawn on a canvas, which jsdom lacks; the table beside them has their numbers.
vi.mock("@/features/runs/components/Plot", () => ({ default: () => null }));

const ORIGIN = window.location.origin;
const PROJECT = me.memberships[0]?.project.id ?? "";
const IN_PROJECT = `${ORIGIN}/api/projects/${PROJECT}`;
const EMPTY = { items: [], next_cursor: null };

/** Nothing was imported, and nobody has judged. */
const NEW = {
  ...overview.overview,
  tasks: [],
  judgments: { ...overview.overview.judgments, total: 0, reviews: 0 },
};

let role: Role;
let fresh: boolean;
let askedAfter: string[];
let invited: unknown[];
let invitations: unknown[];
let revoked: string[];
beforeEach(() => {
  role = "admin";
  fresh = false;
  askedAfter = [];
  invited = [];
  invitations = [];
  revoked = [];
});

serveApi(
  http.get(`${ORIGIN}/api/me`, () =>
    HttpResponse.json({ ...me, memberships: [{ ...me.memberships[0], role }] }),
  ),
  http.get(`${IN_PROJECT}/overview`, () => HttpResponse.json(fresh ? NEW : overview.overview)),
  http.get(`${IN_PROJECT}/guidelines/current`, () => HttpResponse.json({ release: { id: "g" } })),
  http.get(`${IN_PROJECT}/agreement`, () => HttpResponse.json(overview.agreement)),
  http.get(`${IN_PROJECT}/members`, () => HttpResponse.json(EMPTY)),
  http.get(`${IN_PROJECT}/invitations`, () => HttpResponse.json({ ...EMPTY, items: invitations })),
  http.post(`${ORIGIN}/api/project-invitations/:id/revoke`, ({ params }) => {
    revoked.push(String(params.id));
    return new HttpResponse(null, { status: 204 });
  }),
  http.get(`${IN_PROJECT}/people`, () => HttpResponse.json(EMPTY)),
  http.get(`${IN_PROJECT}/voids`, () => HttpResponse.json(EMPTY)),
  http.post(`${IN_PROJECT}/invitations`, async ({ request }) => {
    invited.push(await request.json());
    const link = "http://localhost/invitations/once";
    return HttpResponse.json({ ...overview.invitation, link }, { status: 201 });
  }),
  http.get(`${ORIGIN}/api/runs/:id`, () => HttpResponse.json(run.run)),
  http.get(`${ORIGIN}/api/runs/:id/metrics`, ({ request }) => {
    const after = new URL(request.url).searchParams.get("after_id") ?? "";
    askedAfter.push(after);
    const items = run.metrics.filter(({ id }) => id > Number(after)).slice(0, 2);
    return HttpResponse.json({ items, last_id: items.at(-1)?.id ?? Number(after) });
  }),
);

test("a labeler finds no admin page", async () => {
  role = "labeler";
  renderApp(`/projects/${PROJECT}`);
  expect(await screen.findByText("There is no such page")).toBeInTheDocument();
  expect(screen.queryByRole("navigation", { name: "Project" })).toBeNull();
  expect(screen.queryByRole("link", { name: "Projects" })).toBeNull();
});

test("a reviewer sees the sections that only look, an admin all of them", async () => {
  role = "reviewer";
  const { unmount } = renderApp(`/projects/${PROJECT}`);
  const nav = await screen.findByRole("navigation", { name: "Project" });
  expect(within(nav).getByRole("link", { name: "Training" })).toBeInTheDocument();
  expect(within(nav).queryByRole("link", { name: "Members & invites" })).toBeNull();
  unmount();
  role = "admin";
  renderApp(`/projects/${PROJECT}`);
  expect(await screen.findByRole("link", { name: "Members & invites" })).toBeInTheDocument();
});

test("the overview tells progress, agreement with its interval, and who agrees how well", async () => {
  renderApp(`/projects/${PROJECT}`);
  expect(await screen.findByText(/12 of 36/)).toBeInTheDocument();
  expect(screen.getByText(/15 by labelers \+ 2 by reviewers/)).toBeInTheDocument();
  expect(screen.getByText("1 in use, 1 in review, 1 returned, 2 imported besides")).toBeInTheDocument();
  expect(screen.getByText("95 % interval 58.5–71.7 %, 1,126 pairs")).toBeInTheDocument();
  const table = await screen.findByRole("region", { name: "Agreement by labeler" });
  expect(within(table).getByText("Lena Fischer")).toBeInTheDocument();
  expect(within(table).getByText("60.1 %")).toBeInTheDocument();
});

test("a new project's overview says what to do first, to admins", async () => {
  fresh = true;
  renderApp(`/projects/${PROJECT}`);
  const steps = await screen.findByRole("region", { name: "First steps" });
  expect(within(steps).getByText("Write the guidelines and publish a release: done")).toBeInTheDocument();
  expect(within(steps).getAllByRole("link").map((link) => link.textContent)).toEqual([
    "Import prompts, and let the import make tasks",
    "Invite labelers and reviewers",
  ]);
});

test("a run's curves are read page by page and shown as a table on demand", async () => {
  renderApp(`/projects/${PROJECT}/runs/${run.run.id}`);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Loss: show as table" }));
  const table = screen.getByRole("region", { name: "Loss as a table" });
  expect(within(table).getAllByRole("row").map((row) => row.textContent)).toEqual([
    "Steptrainvalidation",
    "12.5–",
    "21.51.75",
  ]);
  expect(askedAfter.slice(0, 3)).toEqual(["0", "2", "3"]);
});

test("an invitation's link is shown once, after the server has made it", async () => {
  renderApp(`/projects/${PROJECT}/members`);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Invite" }));
  await user.type(await screen.findByLabelText(/^Email/), "ann@example.org");
  await user.click(screen.getByRole("button", { name: "Make the link" }));
  await waitFor(() => expect(invited).toEqual([{ email: "ann@example.org", role: "labeler" }]));
  expect(await screen.findByDisplayValue("http://localhost/invitations/once")).toBeInTheDocument();
  // Neither a stray click nor Esc loses what is shown only now.
  await user.keyboard("{Escape}");
  await user.click(document.querySelector(".mantine-Modal-inner") ?? document.body);
  expect(screen.getByDisplayValue("http://localhost/invitations/once")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "I have the link" }));
  await waitFor(() => {
    expect(screen.queryByDisplayValue("http://localhost/invitations/once")).toBeNull();
  });
});

test("a lost link is replaced by a new one", async () => {
  invitations = [{ ...overview.invitation, expires_at: "2100-01-01T00:00:00Z" }];
  renderApp(`/projects/${PROJECT}/members`);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "New link for ann@example.org" }));
  await waitFor(() => expect(invited).toEqual([{ email: "ann@example.org", role: overview.invitation.role }]));
  expect(await screen.findByDisplayValue("http://localhost/invitations/once")).toBeInTheDocument();
});

test("an admin invites from among the people, a reviewer does not", async () => {
  const user = userEvent.setup();
  const { unmount } = renderApp(`/projects/${PROJECT}/people`);
  await user.click(await screen.findByRole("button", { name: "Invite" }));
  expect(await screen.findByRole("dialog", { name: "Invite somebody" })).toBeInTheDocument();
  unmount();
  role = "reviewer";
  renderApp(`/projects/${PROJECT}/people`);
  await screen.findByRole("heading", { name: "People" });
  expect(screen.queryByRole("button", { name: "Invite" })).toBeNull();
});

test("a link is revoked only by whoever says so twice", async () => {
  invitations = [{ ...overview.invitation, expires_at: "2100-01-01T00:00:00Z" }];
  const user = userEvent.setup();
  renderApp(`/projects/${PROJECT}/members`);
  await user.click(await screen.findByRole("button", { name: "Revoke the invitation of ann@example.org" }));
  expect(revoked).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Yes, revoke the invitation of ann@example.org" }));
  await waitFor(() => {
    expect(revoked).toEqual([overview.invitation.id]);
  });
});
