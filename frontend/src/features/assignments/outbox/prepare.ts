import { prepare } from "@/components/markdown/rendered";
import type { Assignment } from "@/lib/api-types";
import { sharedStart } from "@/lib/shared-start";

const LATEST_MS = 5000;

/** Parses the texts of a task fetched ahead, one whenever the page has nothing to do. */
export function prepareTask({ slots, prompt }: Assignment): void {
  const answers = slots.map(({ text }) => text);
  const shared = sharedStart(answers);
  const texts = [
    ...prompt.messages.map(({ content }) => content),
    ...answers.map((text) => text.slice(shared)),
  ];
  const next = (index: number) => {
    const text = texts[index];
    if (text === undefined) return;
    prepare(text);
    whenIdle(() => {
      next(index + 1);
    });
  };
  whenIdle(() => {
    next(0);
  });
}

function whenIdle(work: () => void): void {
  // Not in every browser.
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: LATEST_MS });
  else setTimeout(work, 0);
}
