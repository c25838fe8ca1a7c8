/** Joining a project by its invitation link, with a new account or the one logged in. */
import { Button, Loader, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { ButtonLink } from "@/components/links";
import type { Invitation, InvitationAccept } from "@/lib/api-types";
import { ApiError, hasCode, hasStatus, messageOf } from "@/lib/errors";
import { date } from "@/lib/format";
import { fieldText } from "@/lib/forms";
import { meQuery } from "@/lib/me";

import { acceptInvitation, invitationQuery } from "../api";
import { PASSWORD, ROLE_TASK, TEXT } from "../strings";
import { AccountCard } from "./AccountCard";
import { Failure } from "./LoginPage";

export function InvitationPage({ token }: { token: string }) {
  const invitation = useQuery(invitationQuery(token));
  const me = useQuery(meQuery);
  if (invitation.error !== null) {
    if (me.isPending) return <Waiting />;
    return <DeadInvitation error={invitation.error} loggedIn={me.data !== undefined && me.data !== null} />;
  }
  if (invitation.data === undefined || me.isPending) return <Waiting />;
  const { project_name: project, role, email, expires_at: expires, about_pay: pay } = invitation.data;
  return (
    <AccountCard
      title={`Join ${project}`}
      description={
        <>
          You are invited as <b>{email}</b> to {ROLE_TASK[role]}. Valid until {date(expires)}.
        </>
      }
    >
      {pay !== "" && (
        <Text size="sm" mb="md" dir="auto" style={{ whiteSpace: "pre-line" }}>
          <b>About pay.</b> {pay}
        </Text>
      )}
      <AcceptForm token={token} invitation={invitation.data} loggedInAs={me.data?.email ?? null} />
    </AccountCard>
  );
}

function Waiting() {
  return (
    <AccountCard title="Invitation">
      <Loader type="dots" />
    </AccountCard>
  );
}

function DeadInvitation({ error, loggedIn }: { error: Error; loggedIn: boolean }) {
  if (hasCode(error, "invitation_joined")) {
    return (
      <AccountCard title="You have joined" description={TEXT.joinedHint}>
        <ButtonLink to="/">{TEXT.toWork}</ButtonLink>
      </AccountCard>
    );
  }
  if (hasStatus(error, 410)) {
    return (
      <AccountCard title={TEXT.usedUp}>
        <Stack>
          {loggedIn ? TEXT.usedUpLoggedIn : TEXT.usedUpHint}
          {loggedIn ? (
            <ButtonLink to="/">{TEXT.toWork}</ButtonLink>
          ) : (
            <ButtonLink to="/login" search={{ next: "/" }}>
              {TEXT.logIn}
            </ButtonLink>
          )}
        </Stack>
      </AccountCard>
    );
  }
  if (hasStatus(error, 404)) {
    return <AccountCard title={TEXT.unknown}>{TEXT.unknownHint}</AccountCard>;
  }
  return (
    <AccountCard title="This did not work">
      <Failure message={messageOf(error)} />
    </AccountCard>
  );
}

interface AcceptFormProps {
  token: string;
  invitation: Invitation;
  loggedInAs: string | null;
}

function AcceptForm({ token, invitation, loggedInAs }: AcceptFormProps) {
  const accept = useAccept(token);
  const isMine = loggedInAs?.toLowerCase() === invitation.email.toLowerCase();
  if (invitation.account_exists && !isMine) {
    return (
      <Stack>
        <Text size="sm">
          {loggedInAs === null
            ? "You have an account already. Log in, and you come back here."
            : `You are logged in as ${loggedInAs}. Log out and open this link again.`}
        </Text>
        {loggedInAs === null && (
          <ButtonLink to="/login" search={{ next: `/invitations/${token}` }}>
            {TEXT.logIn}
          </ButtonLink>
        )}
      </Stack>
    );
  }
  if (isMine) {
    return (
      <Stack>
        <Failure message={accept.error?.message ?? ""} />
        <Button loading={accept.busy} onClick={() => void accept.send({})}>
          Join
        </Button>
      </Stack>
    );
  }
  return <NewAccountForm accept={accept} email={invitation.email} />;
}

interface Accept {
  busy: boolean;
  error: Error | null;
  send: (body: InvitationAccept) => Promise<void>;
}

function useAccept(token: string): Accept {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const send = async (body: InvitationAccept) => {
    setBusy(true);
    setError(null);
    try {
      await acceptInvitation(token, body);
      // A full load: the page then starts with the new session's user and CSRF token.
      // In this entry's place: going back must not lead to a link that is used up by now.
      window.location.replace("/");
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(messageOf(reason)));
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, send };
}

function fieldMessage(error: Error | null, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const messages = error.details.filter((detail) => detail.field === field);
  return messages.length === 0 ? undefined : messages.map(({ message }) => message).join(" ");
}

function NewAccountForm({ accept, email }: { accept: Accept; email: string }) {
  const [differs, setDiffers] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = fieldText(form, "password");
    const repeated = password === fieldText(form, "repeat");
    setDiffers(!repeated);
    if (repeated) void accept.send({ name: fieldText(form, "name").trim(), password });
  };
  const passwordError = fieldMessage(accept.error, "password");
  const general = accept.error !== null && passwordError === undefined ? accept.error.message : "";
  return (
    <form onSubmit={submit}>
      <Stack>
        <Failure message={general} />
        {/* For password managers: which account this password belongs to. */}
        <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
        <TextInput label="Your name" name="name" autoComplete="name" required />
        <PasswordInput
          label="Password"
          description={PASSWORD.rule}
          name="password"
          autoComplete="new-password"
          required
          error={passwordError}
        />
        <PasswordInput
          label="Password again"
          name="repeat"
          autoComplete="new-password"
          required
          error={differs ? "The two passwords differ." : undefined}
        />
        <Button type="submit" loading={accept.busy}>
          Create the account and join
        </Button>
      </Stack>
    </form>
  );
}
