/** Email and password, and the second factor where an account has one. */
import { Alert, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { messageOf } from "@/lib/errors";
import { fieldText } from "@/lib/forms";

import { logIn, sendSecondFactor, type LoginStep } from "../api";
import { TEXT } from "../strings";
import { AccountCard } from "./AccountCard";

export function LoginPage({ next }: { next: string }) {
  const [secondStep, setSecondStep] = useState(false);
  const onStep = ({ step }: LoginStep) => {
    if (step === "second-factor") setSecondStep(true);
    // A full load: the page then starts with the new session's user and CSRF token.
    else window.location.assign(next);
  };
  if (secondStep) {
    return (
      <AccountCard title={TEXT.secondFactor} description={TEXT.secondFactorHint}>
        <SecondFactorForm onStep={onStep} />
      </AccountCard>
    );
  }
  return (
    <AccountCard title={TEXT.logIn}>
      <PasswordForm onStep={onStep} />
    </AccountCard>
  );
}

interface FormProps {
  onStep: (step: LoginStep) => void;
}

function useSend(onStep: FormProps["onStep"]) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const send = async (call: () => Promise<LoginStep>) => {
    setBusy(true);
    setError("");
    try {
      onStep(await call());
    } catch (reason) {
      setError(messageOf(reason));
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, send };
}

function PasswordForm({ onStep }: FormProps) {
  const { busy, error, send } = useSend(onStep);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void send(() => logIn(fieldText(form, "email").trim(), fieldText(form, "password")));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Failure message={error} />
        <TextInput label="Email" name="email" type="email" autoComplete="username" required />
        <PasswordInput label="Password" name="password" autoComplete="current-password" required />
        <Button type="submit" loading={busy}>
          {TEXT.logIn}
        </Button>
        <Text size="xs" c="dimmed" ta="center">
          {TEXT.forgotten}
        </Text>
      </Stack>
    </form>
  );
}

function SecondFactorForm({ onStep }: FormProps) {
  const { busy, error, send } = useSend(onStep);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = fieldText(new FormData(event.currentTarget), "code").trim();
    void send(() => sendSecondFactor(code));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Failure message={error} />
        <TextInput label="Code" name="code" autoComplete="one-time-code" required data-autofocus />
        <Button type="submit" loading={busy}>
          {TEXT.logIn}
        </Button>
      </Stack>
    </form>
  );
}

export function Failure({ message }: { message: string }) {
  if (message === "") return null;
  return (
    <Alert color="red" variant="light" role="alert" p="sm">
      {message}
    </Alert>
  );
}
