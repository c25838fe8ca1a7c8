/**
 * What the other tabs of this browser hold: on their screens, or fetched ahead.
 *
 * The server knows a person, not their tabs, and gives what somebody holds before anything new. So
 * each tab tells the others what is its own, and asks for none of theirs. A tab that cannot hear
 * them (a crashed one tells nobody that it is gone) is caught when the task is opened, by `TabGuard`.
 */
import { TAB } from "./deliver";

export interface HoldingsMessage {
  type: "ask" | "hold";
  tab: string;
  ids: readonly string[];
}

/** The part of a `BroadcastChannel` that is used. */
export interface HoldingsChannel {
  postMessage(message: HoldingsMessage): void;
  onmessage: ((event: MessageEvent<HoldingsMessage>) => void) | null;
}

export class Holdings {
  private mine: readonly string[] = [];
  private readonly others = new Map<string, readonly string[]>();

  constructor(
    private readonly tab: string,
    private readonly channel: HoldingsChannel | null,
  ) {
    if (channel === null) return;
    channel.onmessage = ({ data }) => {
      if (data.type === "ask") this.say("hold");
      else this.others.set(data.tab, data.ids);
    };
    this.say("ask");
  }

  /** Tells the other tabs what is held here from now on. */
  hold(ids: readonly string[]): void {
    this.mine = ids;
    this.say("hold");
  }

  /** The assignments that belong to other tabs. */
  elsewhere(): string[] {
    return [...this.others.values()].flat();
  }

  private say(type: HoldingsMessage["type"]): void {
    this.channel?.postMessage({ type, tab: this.tab, ids: this.mine });
  }
}

const hears = typeof BroadcastChannel !== "undefined";

/** This tab's. */
export const holdings = new Holdings(TAB, hears ? new BroadcastChannel("touchstone:held") : null);

if (hears) {
  window.addEventListener("pagehide", () => {
    holdings.hold([]);
  });
}
