/** Counts what an order would take out and names what learned from it, then orders it. */
import { Alert, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { useAction } from "@/lib/actions";
import type { VoidPreview, VoidPreviewRequest } from "@/lib/api-types";
import { messageOf } from "@/lib/errors";
import { count } from "@/lib/format";

import { orderVoid, previewVoid } from "../people";
import { PEOPLE } from "../strings";
import classes from "./VoidForm.module.css";
import { WentInto } from "./WentInto";

interface VoidFormProps {
  projectId: string;
  criteria: VoidPreviewRequest;
  verb: string;
  hint: string;
  changes: readonly (readonly string[])[];
  onDone: () => void;
  /** The fields that make the criteria. */
  children: ReactNode;
}

export function VoidForm(props: VoidFormProps) {
  const { projectId, criteria, verb, hint, changes, onDone, children } = props;
  const [reason, setReason] = useState("");
  // A count is of the criteria it was made for; changed ones are counted anew.
  const [counted, setCounted] = useState<{ of: string; preview: VoidPreview } | null>(null);
  const of = JSON.stringify(criteria);
  const preview = counted?.of === of ? counted.preview : null;
  const look = useMutation({
    mutationFn: () => previewVoid(projectId, criteria),
    onSuccess: (found) => { setCounted({ of, preview: found }); },
  });
  const order = useAction({
    run: () => orderVoid(projectId, { ...criteria, reason }),
    changes: [["voids", projectId], ...changes],
    said: PEOPLE.ordered,
    onDone,
    quiet: true,
  });
  const error = look.error ?? order.error;
  return (
    <Stack>
      <Text size="sm">{hint}</Text>
      <div className={classes.fields}>{children}</div>
      {preview !== null && <Preview preview={preview} />}
      {preview !== null && preview.judgments > 0 && (
        <Textarea
          label="Reason"
          description={PEOPLE.voidReason}
          required
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => { setReason(event.currentTarget.value); }}
        />
      )}
      {error !== null && (
        <Alert color="red" variant="light" role="alert">
          {messageOf(error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" loading={look.isPending} onClick={() => { look.mutate(); }}>
          Count
        </Button>
        <Button
          color="red"
          disabled={preview === null || preview.judgments === 0 || reason.trim() === ""}
          loading={order.isPending}
          onClick={() => { order.mutate(undefined); }}
        >
          {verb}
        </Button>
      </Group>
    </Stack>
  );
}

function Preview({ preview }: { preview: VoidPreview }) {
  const { judgments, places, stranded } = preview;
  return (
    <div className={classes.preview} role="status">
      <b>{count(judgments, "judgment")}</b>, {count(places, "place")} back in the queue.
      {stranded > 0 && <p>{PEOPLE.stranded(stranded)}</p>}
      {judgments > 0 && <WentInto of={preview} />}
    </div>
  );
}
