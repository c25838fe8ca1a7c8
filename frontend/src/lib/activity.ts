/** Whether somebody is at work: the tab is in sight and there was input within the last minute. */

const IDLE_AFTER_MS = 60_000;
const INPUTS = ["keydown", "pointerdown", "pointermove", "wheel", "scroll"] as const;

interface Watcher {
  /** Called for each second of work. */
  onSecond: () => void;
  /** Called on the first sign of life after a minute without one. */
  onBack?: () => void;
}

export interface Watch {
  /** Milliseconds since the last sign of life. */
  idleFor: () => number;
  stop: () => void;
}

export function watchActivity({ onSecond, onBack }: Watcher): Watch {
  let lastInput = Date.now();
  const idleFor = () => Date.now() - lastInput;
  const onInput = () => {
    const back = idleFor() > IDLE_AFTER_MS;
    lastInput = Date.now();
    if (back) onBack?.();
  };
  const tick = setInterval(() => {
    if (document.visibilityState === "visible" && idleFor() <= IDLE_AFTER_MS) onSecond();
  }, 1000);
  for (const name of INPUTS) {
    window.addEventListener(name, onInput, { passive: true, capture: true });
  }
  return {
    idleFor,
    stop: () => {
      clearInterval(tick);
      for (const name of INPUTS) window.removeEventListener(name, onInput, { capture: true });
    },
  };
}
