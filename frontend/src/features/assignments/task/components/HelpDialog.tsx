/** The key table, and the switch for single-key shortcuts (WCAG 2.1.4). */
import { Modal, Switch } from "@mantine/core";

import type { TaskKind } from "@/lib/api-types";
import { useMe, useSetPreferences } from "@/lib/me";

import { RECORDED, shortcutsOf } from "../shortcuts";
import { WHEN } from "../strings";
import classes from "./HelpDialog.module.css";

interface HelpDialogProps {
  kind: TaskKind;
  opened: boolean;
  onClose: () => void;
}

export function HelpDialog({ kind, opened, onClose }: HelpDialogProps) {
  const me = useMe();
  const setPreferences = useSetPreferences();
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="xl">
      <Switch
        data-autofocus
        mt={6}
        label="Single-key shortcuts"
        description="Off: only keys with Ctrl or Alt work."
        checked={me.preferences.single_key_shortcuts}
        onChange={(event) => {
          setPreferences({ single_key_shortcuts: event.currentTarget.checked });
        }}
      />
      <div className={classes.groups}>
        {shortcutsOf(kind).map(({ title, keys }) => (
          <section key={title}>
            <h3 className={classes.title}>{title}</h3>
            <dl className={classes.keys}>
              {keys.map(([key, meaning]) => (
                <div key={key} className={classes.entry}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      {(kind === "ranking" || kind === "comparison") && <WhenNothingFits pair={kind === "comparison"} />}
      <section>
        <h3 className={classes.title}>What is recorded</h3>
        <p className={classes.recorded}>{RECORDED}</p>
      </section>
    </Modal>
  );
}

/** Three ways out that are easily taken for each other. */
function WhenNothingFits({ pair }: { pair: boolean }) {
  return (
    <section>
      <h3 className={classes.title}>When nothing fits</h3>
      <dl className={classes.keys}>
        {[
          pair ? ["Both bad", WHEN.bothBad] : ["None acceptable", WHEN.none],
          [pair ? "Cannot say" : "Cannot rank", WHEN.cannot],
          ["Skip", WHEN.skip],
        ].map(([name, when]) => (
          <div key={name} className={classes.entry}>
            <dt>{name}</dt>
            <dd>{when}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
