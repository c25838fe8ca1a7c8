/* eslint-disable @typescript-eslint/no-explicit-any -- what a test reads of it is plain JSON. */
export function inProject(world: unknown, rest: string, query?: URLSearchParams): [number, any] | null;
export function task(id: string, verb?: string, body?: any): [number, any];
