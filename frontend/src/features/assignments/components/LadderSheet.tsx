/** The ladder on a phone: a sheet from below, in a chunk of its own. */
import { Drawer } from "@mantine/core";

import { Ladder } from "./Ladder";

interface LadderSheetProps {
  opened: boolean;
  onClose: () => void;
}

export function LadderSheet({ opened, onClose }: LadderSheetProps) {
  return (
    <Drawer opened={opened} onClose={onClose} position="bottom" size={600} title="Ranking">
      <Ladder size="sheet" />
    </Drawer>
  );
}
