/** A word with its meaning: on hover, on focus, and on a tap; Escape puts it away. */
import { Popover } from "@mantine/core";
import { useId, useState, type ReactNode } from "react";

import { Markdown } from "@/components/markdown/Markdown";

import classes from "./Term.module.css";

interface TermProps {
  definition: string;
  children: ReactNode;
}

export function Term({ definition, children }: TermProps) {
  const [opened, setOpened] = useState(false);
  const id = useId();
  const show = () => {
    setOpened(true);
  };
  const hide = () => {
    setOpened(false);
  };
  return (
    // The pointer may go over to the meaning, so both belong to what it must not leave.
    <span className={classes.around} onPointerEnter={show} onPointerLeave={hide}>
      <Popover
        opened={opened}
        withinPortal={false}
        position="top"
        offset={4}
        width={280}
        shadow="md"
        withRoles={false}
        trapFocus={false}
        closeOnEscape={false}
      >
        <Popover.Target>
          <button
            type="button"
            className={classes.term}
            aria-describedby={opened ? id : undefined}
            // Escape puts the meaning away, and not the panel around it.
            data-mantine-stop-propagation={opened ? "true" : undefined}
            onFocus={show}
            onBlur={hide}
            onClick={show}
            onKeyDown={(event) => {
              if (event.key === "Escape") hide();
            }}
          >
            {children}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={classes.meaning} id={id} role="tooltip">
          <Markdown text={definition} size="sm" />
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}
