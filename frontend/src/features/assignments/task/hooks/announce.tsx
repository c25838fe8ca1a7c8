/** Says what became of what was handed in: on the work's screen, else as a toast. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";

import { handedIn, type HandedIn } from "../state/handed-in";

export const TOAST = "handed-in";
/** So long is it news on a page that has no place for it. */
const NEWS_MS = 5000;

export function announce(what: Omit<HandedIn, "at">): void {
  notifications.hide(TOAST);
  handedIn.put(what);
  sayElsewhere();
}

/** As a toast, where no screen has a place for it: one after the other, never a stack of them. */
export function sayElsewhere(): void {
  const last = handedIn.snapshot();
  if (last === null || last.message === "" || handedIn.isHosted()) return;
  if (Date.now() - last.at > NEWS_MS) return void handedIn.clear();
  notifications.show({
    id: TOAST,
    color: last.waits ? "yellow" : "green",
    // A screen that has a place for it takes it over.
    onClose: () => {
      if (!handedIn.isHosted() && handedIn.snapshot() === last) handedIn.clear();
    },
    message: last.back === null ? last.message : <WithWayBack message={last.message} label={last.back.label} />,
  });
}

function WithWayBack({ message, label }: { message: string; label: string }) {
  return (
    <span style={{ display: "flex", gap: 12, alignItems: "center", justifyContent: "space-between" }}>
      {message}
      <Button
        size="compact-sm"
        variant="light"
        flex="none"
        onClick={() => {
          // First: a toast that is put away is forgotten, and with it the way back.
          handedIn.takeBack();
          notifications.hide(TOAST);
        }}
      >
        {label}
      </Button>
    </span>
  );
}
