/** The button that takes a person's judgments of a period out, after showing how many. */
import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";

import type { PersonDetail } from "@/lib/api-types";
import { isTaskKind, KIND_NOUN } from "@/lib/kinds";

import { PEOPLE } from "../strings";
import { VoidForm } from "./VoidForm";

const VOIDED_KINDS = (["ranking", "comparison", "demonstration", "prompt"] as const).map((value) => ({
  value,
  label: KIND_NOUN[value],
}));

interface PersonVoidProps {
  projectId: string;
  person: PersonDetail;
}

export function PersonVoid({ projectId, person }: PersonVoidProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const [since, setSince] = useState("");
  const [until, setUntil] = useState("");
  const [kind, setKind] = useState("");
  const criteria = {
    cause: "void" as const,
    user_id: person.user.id,
    kinds: isTaskKind(kind) ? [kind] : [],
    since: moment(since, "T00:00:00"),
    until: moment(until, "T23:59:59.999"),
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        Void judgments
      </Button>
      <Modal opened={opened} onClose={close} title={`Void judgments of ${person.user.name}`} centered size="lg">
        <VoidForm
          projectId={projectId}
          criteria={criteria}
          verb="Void"
          hint={PEOPLE.voidHint}
          changes={[["person", projectId, person.user.id], ["people", projectId]]}
          onDone={close}
        >
          <TextInput
            type="date"
            label="From"
            description="Empty: from the beginning."
            value={since}
            onChange={(event) => { setSince(event.currentTarget.value); }}
          />
          <TextInput
            type="date"
            label="To"
            description="Empty: until now."
            value={until}
            onChange={(event) => { setUntil(event.currentTarget.value); }}
          />
          <NativeSelect
            label="Kind"
            data={[{ value: "", label: "All" }, ...VOIDED_KINDS]}
            value={kind}
            onChange={(event) => { setKind(event.currentTarget.value); }}
          />
        </VoidForm>
      </Modal>
    </>
  );
}

/** A day of this person's calendar as the server's moment; null where none is chosen. */
function moment(day: string, time: string): string | null {
  return day === "" ? null : new Date(`${day}${time}`).toISOString();
}
