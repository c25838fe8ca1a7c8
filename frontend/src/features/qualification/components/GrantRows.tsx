import { Button, NativeSelect, TextInput } from "@mantine/core";

import { KIND_NOUN } from "@/lib/kinds";
import { isTaskKind } from "@/lib/kinds";

import type { GrantFields } from "../state/version-form";
import classes from "./VersionForm.module.css";

interface GrantRowsProps {
  grants: readonly GrantFields[];
  onChange: (grants: GrantFields[]) => void;
}

const KINDS = Object.entries(KIND_NOUN).map(([value, label]) => ({ value, label }));

/** What passing grants, a row each. */
export function GrantRows({ grants, onChange }: GrantRowsProps) {
  const change = (index: number, part: Partial<GrantFields>) => {
    onChange(grants.map((grant, at) => (at === index ? { ...grant, ...part } : grant)));
  };
  return (
    <>
      {grants.map((grant, index) => (
        <div key={index} className={classes.grant}>
          <NativeSelect
            label="Kind of work"
            data={KINDS}
            value={grant.kind}
            onChange={({ currentTarget: { value } }) => {
              if (isTaskKind(value)) change(index, { kind: value });
            }}
          />
          <TextInput
            label="Language"
            required
            value={grant.language}
            onChange={(event) => {
              change(index, { language: event.currentTarget.value });
            }}
          />
          <TextInput
            label="Expertise"
            required
            value={grant.expertise}
            onChange={(event) => {
              change(index, { expertise: event.currentTarget.value });
            }}
          />
          <Button
            variant="default"
            aria-label={`Take grant ${String(index + 1)} away`}
            onClick={() => {
              onChange(grants.filter((_, at) => at !== index));
            }}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => {
          onChange([...grants, { kind: "ranking", language: "*", expertise: "*" }]);
        }}
      >
        Add a grant
      </Button>
    </>
  );
}
