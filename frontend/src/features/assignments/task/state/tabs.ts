/**
 * Notices the same thing open in two tabs of one browser, and moves it from one to the other.
 *
 * The tab that had it first answers whoever opens it too; on request it saves and lets go. The
 * truth stays with the server's revisions: tabs that cannot hear each other (another browser, a
 * frozen one) meet there. Messages and not Web Locks, which plain-http installations do not have.
 */

export type TabMessage = {
  type: "open" | "here" | "take" | "yielded";
  thing: string;
  tab: string;
  since: number;
};

/** The part of a `BroadcastChannel` that is used. */
export interface TabChannel {
  postMessage(message: TabMessage): void;
  onmessage: ((event: MessageEvent<TabMessage>) => void) | null;
  close(): void;
}

const PATIENCE_MS = 1500;

export interface TabGuardOptions {
  thing: string;
  tab: string;
  since: number;
  channel: TabChannel;
  /** Saves what is on the screen; called before another tab goes on with it. */
  onYield: () => Promise<void>;
}

export class TabGuard {
  private elsewhere = false;
  private yielded: (() => void) | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: TabGuardOptions) {
    options.channel.onmessage = ({ data }) => {
      if (data.thing === options.thing && data.tab !== options.tab) this.hear(data);
    };
    this.say("open");
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether another tab works on it. */
  readonly snapshot = (): boolean => this.elsewhere;

  /** Goes on here: the other tab saves and lets go; one that does not answer is not waited for. */
  async take(): Promise<void> {
    const letGo = new Promise<void>((resolve) => {
      this.yielded = resolve;
      setTimeout(resolve, PATIENCE_MS);
    });
    this.say("take");
    await letGo;
    this.yielded = null;
    this.become(false);
  }

  close(): void {
    this.options.channel.close();
  }

  private hear(message: TabMessage): void {
    switch (message.type) {
      case "open":
        if (!this.elsewhere && this.wasBefore(message)) this.say("here");
        break;
      case "here":
        // Two tabs restored at the same moment both say "open"; the older one keeps it.
        if (!this.wasBefore(message)) this.become(true);
        break;
      case "take":
        if (!this.elsewhere) void this.letGo();
        break;
      case "yielded":
        this.yielded?.();
    }
  }

  private async letGo(): Promise<void> {
    // What could not be saved on the server stands in the journal, which the tabs share.
    await this.options.onYield().catch(() => undefined);
    this.become(true);
    this.say("yielded");
  }

  private wasBefore({ since, tab }: TabMessage): boolean {
    const { since: mine, tab: me } = this.options;
    return mine < since || (mine === since && me < tab);
  }

  private say(type: TabMessage["type"]): void {
    const { thing, tab, since, channel } = this.options;
    channel.postMessage({ type, thing, tab, since });
  }

  private become(elsewhere: boolean): void {
    if (this.elsewhere === elsewhere) return;
    this.elsewhere = elsewhere;
    for (const listener of this.listeners) listener();
  }
}
