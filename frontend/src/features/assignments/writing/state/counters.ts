/** The handlers that count typing and pasting in a field. */
import type { ClipboardEvent, CompositionEvent, DragEvent, InputEvent } from "react";

import { withInput, withPaste, type WritingFacts } from "./facts";

export type FactsChange = (change: (facts: WritingFacts) => WritingFacts) => void;

export function countersOf(onFacts: FactsChange) {
  return {
    onInput: ({ currentTarget, nativeEvent }: InputEvent<HTMLTextAreaElement>) => {
      // What a button puts in is neither typed nor pasted.
      if (currentTarget.dataset.applying === "true") return;
      const { inputType, data } = nativeEvent;
      onFacts((facts) => withInput(facts, inputType, data));
    },
    onCompositionEnd: ({ data }: CompositionEvent) => {
      onFacts((facts) => withInput(facts, "insertFromComposition", data));
    },
    onPaste: ({ clipboardData }: ClipboardEvent) => {
      const text = clipboardData.getData("text/plain");
      onFacts((facts) => withPaste(facts, text));
    },
    onDrop: ({ dataTransfer }: DragEvent) => {
      const text = dataTransfer.getData("text/plain");
      onFacts((facts) => withPaste(facts, text));
    },
  };
}
