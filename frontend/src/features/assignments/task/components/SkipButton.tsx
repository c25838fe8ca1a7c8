import { Button } from "@mantine/core";

import { Key } from "@/components/Key";

export function SkipButton({ onSkip }: { onSkip: () => void }) {
  return (
    <Button variant="default" h={36} onClick={onSkip} aria-keyshortcuts="s" rightSection={<Key>S</Key>}>
      Skip
    </Button>
  );
}
