/** An invitation: address and role first, then the link, once. */
import { Alert, Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { useAction } from "@/lib/actions";
import type { Role } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { fieldText } from "@/lib/forms";

import { invite } from "../api";
import { ROLES } from "../strings";
import { InvitationLink } from "./InvitationLink";

interface InviteFormProps {
  projectId: string;
  onDone: () => void;
}

export function InviteForm({ projectId, onDone }: InviteFormProps) {
  const [role, setRole] = useState<Role>("labeler");
  const action = useAction({
    run: (body: { email: string; role: Role }) => invite(projectId, body),
    changes: [["invitations", projectId]],
    quiet: true,
  });
  if (action.data !== undefined) {
    return <InvitationLink email={action.data.email} link={action.data.link} onDone={onDone} />;
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = fieldText(new FormData(event.currentTarget), "email").trim();
    action.mutate({ email, role });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Email"
          description="No mail goes out: you hand the link on yourself."
          name="email"
          type="email"
          required
          data-autofocus
          autoComplete="off"
        />
        <Select
          label="Role"
          allowDeselect={false}
          data={ROLES}
          value={role}
          onChange={(value) => {
            if (value !== null) setRole(value);
          }}
        />
        {action.error !== null && (
          <Alert color="red" variant="light" role="alert">
            {messageOf(action.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={action.isPending}>
            Make the link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
