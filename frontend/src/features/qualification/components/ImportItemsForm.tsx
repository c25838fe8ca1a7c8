import { Button, Code, FileInput, Group, Stack, Text } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { useAction } from "@/lib/actions";

import { importItems } from "../manage";
import { Problem } from "./VersionForm";

const EXAMPLE = `{"part": "flagging", "text": "…", "expected_flags": ["sensitive"]}
{"part": "ranking", "prompt": "…", "completions": ["…", "…", "…"], "expected_ranking": [[1], [0, 2]]}
{"part": "writing", "use": "practice", "prompt": "…", "example": "…", "explanation_markdown": "…"}`;

/** Many items from a JSONL file, all or none. */
export function ImportItemsForm({ projectId, onDone }: { projectId: string; onDone: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const action = useAction({
    run: async (chosen: File) => importItems(projectId, await chosen.text()),
    changes: [["qualification-bank", projectId], ["qualification", projectId], ["practice", projectId]],
    said: "The items are in the bank.",
    quiet: true,
    onDone,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (file !== null) action.mutate(file);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <FileInput
          label="File"
          description="JSONL: one item a line; all are added, or none"
          placeholder="Choose a file"
          accept=".jsonl,.json,application/x-ndjson"
          required
          value={file}
          onChange={setFile}
        />
        <div>
          <Text size="sm" mb={4}>
            For example (completions are counted from 0, best group first):
          </Text>
          <Code block>{EXAMPLE}</Code>
        </div>
        {action.error !== null && <Problem error={action.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" disabled={file === null} loading={action.isPending}>
            Import
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
