/* eslint-disable @typescript-eslint/no-explicit-any -- what a test reads of it is plain JSON. */
export interface World {
  loggedIn: boolean;
  mustAcknowledge: boolean;
  byId: Map<string, any>;
  me: any;
  submitted: any[];
  drafts: number;
  down: boolean;
}

export function createWorld(options?: { loggedIn?: boolean; mustAcknowledge?: boolean }): World;

export function startFixtureServer(options?: {
  port?: number;
  world?: World;
}): Promise<{ url: string; state: { world: World }; close: () => void }>;
