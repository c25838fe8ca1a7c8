/** The ladder on a phone: a sheet from below, in a chunk of its own. */
import { Drawer } from "@mantine/core";

import { ExplicitAnswers } from "./ExplicitAnswers";
import { Ladder } from "./Ladder";
import classes from "./LadderSheet.module.css";

interface LadderSheetProps {
  opened: boolean;
  onClose: () => void;
}

export function LadderSheet({ opened, onClose }: LadderSheetProps) {
  return (
    <Drawer opened={opened} onClose={onClose} position="bottom" size={660} title="Ranking">
      <Ladder size="sheet" />
      <div className={classes.explicit}>
        <ExplicitAnswers />
      </div>
    </Drawer>
  );
}
