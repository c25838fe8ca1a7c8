import { Button, CopyButton, TextInput } from "@mantine/core";

import classes from "./CopyField.module.css";

interface CopyFieldProps {
  label: string;
  value: string;
  description?: string;
}

/** A value to take along: selectable, with a button that copies it. */
export function CopyField({ label, value, description }: CopyFieldProps) {
  return (
    <div className={classes.field}>
      <TextInput
        className={classes.input}
        label={label}
        value={value}
        readOnly
        spellCheck={false}
        {...(description === undefined ? {} : { description })}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
      />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant={copied ? "light" : "default"} onClick={copy}>
            {copied ? "Copied" : "Copy"}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
