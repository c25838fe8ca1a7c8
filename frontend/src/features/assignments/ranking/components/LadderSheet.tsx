/** The ladder on a phone: a sheet from below, in a chunk of its own. */
import { Button, Drawer } from "@mantine/core";

import { useBenchContext } from "../hooks/useBench";
import { ExplicitAnswers } from "./ExplicitAnswers";
import { Ladder } from "./Ladder";
import classes from "./LadderSheet.module.css";

interface LadderSheetProps {
  opened: boolean;
  onClose: () => void;
}

export function LadderSheet({ opened, onClose }: LadderSheetProps) {
  const { byRank, toggleOrder, slots } = useBenchContext();
  return (
    <Drawer opened={opened} onClose={onClose} position="bottom" size={660} title="Ranking">
      <Ladder size="sheet" />
      <div className={classes.explicit}>
        <ExplicitAnswers />
        {slots.length > 2 && (
          <Button
            variant="default"
            fullWidth
            onClick={() => {
              toggleOrder();
              onClose();
            }}
          >
            {byRank ? "Read the answers from A to Z" : "Read the answers in this order"}
          </Button>
        )}
      </div>
    </Drawer>
  );
}
