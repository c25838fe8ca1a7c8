/** The parts of the review page, by name in its address; apart from it, so that it can load late. */
export const TABS = ["open", "settled", "demonstrations", "gold"] as const;
export type Tab = (typeof TABS)[number];
