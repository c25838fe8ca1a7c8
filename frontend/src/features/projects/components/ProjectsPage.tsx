/** The projects somebody may look into; staff make new ones here. */
import { Alert, Badge, Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { Page } from "@/components/Page";
import { PageHeader } from "@/components/PageHeader";
import { AnchorLink } from "@/components/links";
import { useAction } from "@/lib/actions";
import type { ProjectSummary } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { date } from "@/lib/format";
import { fieldText } from "@/lib/forms";
import { useList } from "@/lib/lists";
import { useMe } from "@/lib/me";

import { createProject, projectsQuery } from "../api";
import classes from "./ProjectsPage.module.css";

export function ProjectsPage() {
  const me = useMe();
  const list = useList(projectsQuery);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <Page>
      <PageHeader
        title="Projects"
        description="Those that you review or administer."
        actions={me.is_staff && <Button onClick={open}>New project</Button>}
      />
      <ListState list={list} empty={<EmptyState symbol="＋" title="No projects yet">{me.is_staff ? "Make one with “New project”; its guidelines, prompts and people come after that." : "An invitation brings you into one; it then stands here."}</EmptyState>}>
        {(items) => (
          <ul className={classes.list}>
            {items
              .filter(({ role }) => role !== "labeler")
              .map((project) => (
                <ProjectCard key={project.id} project={project} />
              ))}
          </ul>
        )}
      </ListState>
      <Modal opened={opened} onClose={close} title="New project" centered>
        <CreateForm onCancel={close} />
      </Modal>
    </Page>
  );
}

function ProjectCard({ project }: { project: ProjectSummary }) {
  return (
    <li className={classes.card}>
      <Group gap="xs">
        <AnchorLink
          className={classes.name}
          to="/projects/$projectId"
          params={{ projectId: project.id }}
        >
          {project.name}
        </AnchorLink>
        <Badge variant="light" size="sm">
          {project.role}
        </Badge>
        {project.is_simulated && (
          <Badge variant="outline" color="gray" size="sm">
            simulated
          </Badge>
        )}
      </Group>
      {project.description !== "" && <p className={classes.description}>{project.description}</p>}
      <p className={classes.since}>Since {date(project.created_at)}</p>
    </li>
  );
}

function CreateForm({ onCancel }: { onCancel: () => void }) {
  const navigate = useNavigate();
  const create = useAction({
    run: createProject,
    changes: [["projects"], ["me"]],
    quiet: true,
    onDone: ({ id }) => {
      void navigate({ to: "/projects/$projectId", params: { projectId: id } });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    create.mutate({ name: fieldText(form, "name"), description: fieldText(form, "description") });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label="Name" name="name" required data-autofocus />
        <Textarea label="Description" name="description" autosize minRows={2} />
        {create.error !== null && (
          <Alert color="red" variant="light" role="alert">
            {messageOf(create.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
