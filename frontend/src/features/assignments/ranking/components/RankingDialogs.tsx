/** The dialogs of ranking and comparing, in a chunk of their own. */
import { Button, Group, Modal, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";

import { count, wordCount } from "@/lib/format";

import { FlagMeanings } from "../../task/components/FlagMeanings";
import classes from "../../task/components/FlagMeanings.module.css";
import { WHEN } from "../../task/strings";
import { useBenchContext } from "../hooks/useBench";
import { betterOf, CANNOT_RANK, type CannotRank } from "../state/ranking";
import { CANNOT_RANK_LABEL, EDIT_HINT } from "../strings";

export function RankingDialogs() {
  const { assignment, pair, dialog, setDialog } = useBenchContext();
  const close = () => {
    setDialog(null);
  };
  return (
    <>
      <Modal
        opened={dialog === "cannot-rank"}
        onClose={close}
        title={pair ? "Cannot say which is better" : "Cannot rank these answers"}
      >
        <CannotRankForm onClose={close} />
      </Modal>
      <Modal
        opened={dialog === "edit"}
        onClose={close}
        title="Edit the better answer"
        size="min(900px, 94vw)"
      >
        <EditForm onClose={close} />
      </Modal>
      <Modal opened={dialog === "meanings"} onClose={close} title="What the flags mean">
        <FlagMeanings flags={assignment.rating_schema.flags} />
        <Text size="sm" c="dimmed" mt="md" className={classes.keys}>
          With a flag in focus, G opens the guidelines at it.
        </Text>
      </Modal>
    </>
  );
}

function CannotRankForm({ onClose }: { onClose: () => void }) {
  const { content, act, pair } = useBenchContext();
  const [reason, setReason] = useState<CannotRank | "">(content.cannotRank ?? "");
  const { notes } = content;
  const explained = reason !== "other" || notes.trim() !== "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === "" || !explained) return;
        act({ type: "cannot-rank", reason });
        onClose();
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          {pair ? WHEN.cannotPair : WHEN.cannot} This is an answer too: it is handed in without an order, and ratings are
          optional. Should somebody else judge it, skip the task instead.
        </Text>
        <Radio.Group
          label="Why?"
          required
          value={reason}
          onChange={(value) => {
            setReason(CANNOT_RANK.find((known) => known === value) ?? "");
          }}
        >
          <Stack gap={8} mt={8}>
            {CANNOT_RANK.map((value, index) => (
              <Radio
                key={value}
                value={value}
                label={CANNOT_RANK_LABEL[value]}
                {...(index === 0 ? { "data-autofocus": true } : {})}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label="Note for the researchers"
          required={reason === "other"}
          autosize
          minRows={2}
          maxRows={8}
          dir="auto"
          value={notes}
          onChange={(event) => {
            act({ type: "notes", text: event.currentTarget.value });
          }}
        />
        <Group justify="flex-end" gap="sm">
          {content.cannotRank !== null && (
            <Button
              variant="default"
              onClick={() => {
                act({ type: "cannot-rank", reason: null });
                onClose();
              }}
            >
              Rank them after all
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            Go back
          </Button>
          <Button type="submit" disabled={reason === "" || !explained}>
            {pair ? "They cannot be compared" : "They cannot be ranked"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/**
 * Starts from the better answer's own text; what is unchanged is no edit.
 *
 * Each key goes into the draft: closing, by whatever means, loses no word.
 */
function EditForm({ onClose }: { onClose: () => void }) {
  const { assignment, content, texts, act } = useBenchContext();
  const better = betterOf(content);
  const source = better === null ? "" : (texts.get(better) ?? "");
  const [text, setText] = useState(content.edited === "" ? source : content.edited);
  const write = (next: string) => {
    setText(next);
    act({ type: "edited", text: next.trim() === source.trim() ? "" : next });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <Stack gap="sm">
        <Textarea
          data-autofocus
          label={`Answer ${better ?? ""} as it should have been`}
          description={EDIT_HINT}
          autosize
          minRows={10}
          maxRows={24}
          dir="auto"
          lang={assignment.prompt.language}
          value={text}
          onChange={(event) => {
            write(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            onClose();
          }}
        />
        <Group justify="space-between" gap="sm">
          <Text size="sm" c="dimmed">
            {count(wordCount(text), "word")}
          </Text>
          <Group gap="sm">
            <TakeBack {...{ text, source, write }} />
            <Button type="submit">Done</Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

interface TakeBackProps {
  text: string;
  source: string;
  write: (text: string) => void;
}

/** Back to the answer as it was, and from there to the edit again. */
function TakeBack({ text, source, write }: TakeBackProps) {
  const [away, setAway] = useState<string | null>(null);
  if (text === source && away !== null) {
    return (
      <Button
        variant="default"
        onClick={() => {
          write(away);
          setAway(null);
        }}
      >
        Bring my edit back
      </Button>
    );
  }
  return (
    <Button
      variant="default"
      disabled={text === source}
      onClick={() => {
        setAway(text);
        write(source);
      }}
    >
      Take the edit back
    </Button>
  );
}
