/** A button's call to the server: busy while it runs, a word after it, lists fetched again. */
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";

import { messageOf } from "./errors";

/** A toast's cross needs a name. */
const CLOSE = { closeButtonProps: { "aria-label": "Dismiss" } };

/** The words after calls that went well; the errors stay until they were read. */
const shown = new Set<string>();

/** Puts them away, where they would stand over something else by now. */
export function hideSaid(): void {
  for (const id of shown) notifications.hide(id);
  shown.clear();
}

interface ActionOptions<Input, Output> {
  run: (input: Input) => Promise<Output>;
  /** Keys of what changes by it. */
  changes: readonly QueryKey[];
  /** What the toast says when it went well; no toast if absent. */
  said?: string;
  /** Called when the lists are fresh again. */
  onDone?: (output: Output) => void;
  /** The form shows the error itself. */
  quiet?: boolean;
}

export function useAction<Input, Output>(options: ActionOptions<Input, Output>) {
  const { run, changes, said, onDone, quiet = false } = options;
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async (output) => {
      await Promise.all(changes.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      if (said !== undefined) shown.add(notifications.show({ message: said, color: "green", ...CLOSE }));
      onDone?.(output);
    },
    onError: (error) => {
      if (quiet) return;
      notifications.show({ title: "This did not work", message: messageOf(error), color: "red", ...CLOSE });
    },
  });
}
