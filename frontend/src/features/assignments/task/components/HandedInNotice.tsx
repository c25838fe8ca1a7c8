/** What became of the answer before this one: a line of its own, so that no text is covered. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";

import { Key } from "@/components/Key";

import { sayElsewhere, TOAST } from "../hooks/announce";
import { useHandedIn } from "../hooks/useHandedIn";
import { handedIn } from "../state/handed-in";
import classes from "./Said.module.css";

/** Stays until something is done; `keyed` says whether U takes back. */
export function HandedInNotice({ keyed }: { keyed: boolean }) {
  const last = useHandedIn();
  useEffect(() => {
    const leave = handedIn.host();
    notifications.hide(TOAST);
    return () => {
      leave();
      // The next task's screen may be there in the same moment.
      setTimeout(sayElsewhere);
    };
  }, []);
  if (last === null || last.message === "") return null;
  return (
    <div className={classes.said} data-tone={last.waits ? "waits" : "good"}>
      <p className={classes.message} role="status">
        {last.message}
        {last.back !== null && (
          <Button
            size="compact-sm"
            variant="light"
            flex="none"
            onClick={handedIn.takeBack}
            rightSection={keyed && <Key>U</Key>}
            {...(keyed ? { "aria-keyshortcuts": "u" } : {})}
          >
            {last.back.label}
          </Button>
        )}
      </p>
      <button type="button" className={classes.dismiss} aria-label="Put this message away" onClick={handedIn.clear}>
        ×
      </button>
    </div>
  );
}
