import type { Command } from "../state/keys";
import { focusAbout } from "./focusAbout";
import type { Session } from "./useSession";

/** What a command of the key table does on every kind of work; false: it is not one of these. */
export function sessionCommand(command: Command, { revising, setDialog }: Session): boolean {
  switch (command.type) {
    case "skip":
      if (revising !== null) return false;
      setDialog("skip");
      return true;
    case "guidelines":
    case "help":
      setDialog(command.type);
      return true;
    case "about":
      return focusAbout(() => {
        setDialog("about");
      });
    default:
      return false;
  }
}
