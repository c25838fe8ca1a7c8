/* eslint-disable @typescript-eslint/no-explicit-any -- what a test reads of it is plain JSON. */
export interface World {
  loggedIn: boolean;
  mustAcknowledge: boolean;
  mustPassQuiz: boolean;
  byId: Map<string, any>;
  me: any;
  submitted: any[];
  drafts: number;
  down: boolean;
  qualification: "none" | "new" | "open" | "failed" | "passed";
  /** Every lease has run out, and the task went to somebody else. */
  expired: boolean;
  /** What a submit is answered with instead of being taken. */
  refuse: { status: number; code: string; message: string; extra?: any } | null;
}

export function createWorld(options?: {
  loggedIn?: boolean;
  mustAcknowledge?: boolean;
  mustPassQuiz?: boolean;
  role?: string;
  qualification?: "none" | "new" | "open" | "failed" | "passed";
}): World;

export function startFixtureServer(options?: {
  port?: number;
  world?: World;
}): Promise<{ url: string; state: { world: World; delay: { verb: string; ms: number } | null }; close: () => void }>;
