/** Moved: see ranking/announcements. */
export { rankLabel } from "./ranking/announcements";
