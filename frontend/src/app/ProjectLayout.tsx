/**
 * The frame around a project's pages: its name, the way to another project, its sections.
 *
 * Reviewers see what was done and learned; admins also what changes it; a labeler none of it.
 */
import { Menu, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";

import { Page } from "@/components/Page";
import type { Membership, Waiting } from "@/lib/api-types";
import { managed, useMe } from "@/lib/me";
import { waitingQuery } from "@/lib/waiting";

import { NotFoundPage } from "./NotFoundPage";
import classes from "./ProjectLayout.module.css";

const GROUPS = [
  {
    title: "People",
    links: [
      { to: "/projects/$projectId", label: "Overview", admin: false },
      { to: "/projects/$projectId/review", label: "Review", admin: false },
      { to: "/projects/$projectId/people", label: "People", admin: false },
      { to: "/projects/$projectId/members", label: "Members & invites", admin: true },
      { to: "/projects/$projectId/judgments", label: "Judgments", admin: false },
      { to: "/projects/$projectId/releases", label: "Guidelines", admin: false },
      { to: "/projects/$projectId/answers", label: "Questions", admin: false },
      { to: "/projects/$projectId/scoring", label: "Scoring", admin: false },
      { to: "/projects/$projectId/screening", label: "Qualification", admin: true },
    ],
  },
  {
    title: "Data",
    links: [
      { to: "/projects/$projectId/imports", label: "Import", admin: true },
      { to: "/projects/$projectId/datasets", label: "Datasets", admin: true },
      { to: "/projects/$projectId/feedback", label: "Feedback", admin: true },
    ],
  },
  {
    title: "Models",
    links: [
      { to: "/projects/$projectId/training", label: "Training", admin: false },
      { to: "/projects/$projectId/models", label: "Models", admin: false },
      { to: "/projects/$projectId/settings", label: "Settings", admin: true },
    ],
  },
] as const;

interface ProjectLayoutProps {
  projectId: string;
  children: ReactNode;
}

export function ProjectLayout({ projectId, children }: ProjectLayoutProps) {
  const memberships = managed(useMe().memberships);
  const here = memberships.find((item) => item.project.id === projectId);
  // Runs and cycles have addresses of their own, but stand under training.
  const inTraining = /\/(runs|cycles)\//.test(useLocation().pathname);
  const { data } = useQuery({ ...waitingQuery(projectId), enabled: here !== undefined });
  const waiting = waitingOn(data);
  const nav = useActiveInView(data !== undefined);
  if (here === undefined) return <NotFoundPage />;
  return (
    <Page width="full">
      <div className={classes.frame}>
        <aside className={classes.side}>
          <Switcher here={here} memberships={memberships} />
          <nav ref={nav} className={classes.nav} aria-label="Project">
            {groupsFor(here.role).map(({ title, links }) => (
              <ul key={title} className={classes.group} aria-label={title}>
                {links.map(({ to, label }) => (
                  <li key={to}>
                    <Link
                      to={to}
                      params={{ projectId }}
                      activeOptions={{ exact: to === "/projects/$projectId" }}
                      className={`${classes.link ?? ""} ${inTraining && label === "Training" ? "active" : ""}`}
                    >
                      {label}
                      <Waits count={waiting[label] ?? 0} />
                    </Link>
                  </li>
                ))}
              </ul>
            ))}
          </nav>
        </aside>
        <div className={classes.content}>{children}</div>
      </div>
    </Page>
  );
}

/** What somebody may open; a group with nothing of it is left out. */
function groupsFor(role: Membership["role"]) {
  return GROUPS.map(({ title, links }) => ({
    title,
    links: links.filter(({ admin }) => !admin || role === "admin"),
  })).filter(({ links }) => links.length > 0);
}

/** How much waits in each section, by its label. */
function waitingOn(data: Waiting | undefined): Record<string, number> {
  if (data === undefined) return {};
  return { Review: data.tasks + data.demonstrations, Questions: data.questions, Scoring: data.scores };
}

function Waits({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <>
      {" "}
      <span className={classes.count}>
        {count.toLocaleString("en")} <span className="visually-hidden">waiting</span>
      </span>
    </>
  );
}

/** Where the sections are a line that scrolls, the current one must not be out of sight. */
function useActiveInView(counted: boolean) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const active = nav.current?.querySelector("[aria-current=page], .active");
    if (nav.current === null || active == null) return;
    const [line, section] = [nav.current.getBoundingClientRect(), active.getBoundingClientRect()];
    // Sideways alone: whoever has scrolled down the page by then stays there.
    nav.current.scrollLeft += (section.left + section.right - line.left - line.right) / 2;
    // Counts make the line longer once they are known.
  }, [pathname, counted]);
  return nav;
}

function Switcher({ here, memberships }: { here: Membership; memberships: Membership[] }) {
  if (memberships.length < 2) return <div className={classes.name}>{here.project.name}</div>;
  return (
    <Menu position="bottom-start" width={260} shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.name} aria-label={`Project ${here.project.name}; change`}>
          {here.project.name}
          <span aria-hidden="true" className={classes.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {memberships.map(({ project, role }) => (
          <Menu.Item
            key={project.id}
            component={Link}
            to="/projects/$projectId"
            params={{ projectId: project.id } as never}
          >
            {project.name} <span className={classes.role}>{role}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
