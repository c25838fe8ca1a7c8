/** How numbers, times and words are written for people. */

/** Seconds as `m:ss`, or `h:mm:ss` from an hour on. */
export function clock(totalSeconds: number): string {
  const seconds = Math.max(0, Math.floor(totalSeconds));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  if (hours === 0) return `${String(minutes)}:${rest}`;
  return `${String(hours)}:${String(minutes).padStart(2, "0")}:${rest}`;
}

/** Seconds in words short enough for a table: `45 s`, `12 min`, `3 h 05 min`. */
export function duration(totalSeconds: number): string {
  const seconds = Math.max(0, Math.round(totalSeconds));
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min`;
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** Beside what an answer took, its author's edits included: how much of it they are. */
export function ofItEdit(edits: number): string {
  return `of it ${duration(edits)} edit`;
}

/** The browser's own time zone: where its reader's days begin. */
export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

export function count(value: number, singular: string, plural = `${singular}s`): string {
  return `${value.toLocaleString("en")} ${value === 1 ? singular : plural}`;
}

/** Words of a text; scripts without spaces are counted by the browser's segmenter. */
export function wordCount(text: string): number {
  if (text.trim() === "") return 0;
  const segments = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text);
  let words = 0;
  for (const segment of segments) if (segment.isWordLike === true) words += 1;
  return words;
}

/** The hour and minute; of another day, its date too. */
export function timeOfDay(iso: string): string {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  return today ? at.toLocaleTimeString(undefined, { timeStyle: "short" }) : dateTime(iso);
}

export function dateTime(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

export function date(iso: string): string {
  return new Date(iso).toLocaleDateString(undefined, { dateStyle: "medium" });
}

/** A table's row, its cells apart; the rule below its head says nothing. */
function cellsOf(row: string): string {
  if (/^[\s:|-]+$/.test(row)) return "";
  return row.split("|").map((cell) => cell.trim()).filter((cell) => cell !== "").join(" · ");
}

/** Markdown as one line of plain text, for chips and lists. */
export function excerpt(markdown: string, length: number): string {
  const plain = markdown
    .replace(/```[^\n]*\n/g, " ")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(?<!\w)_+|_+(?!\w)/g, "")
    .replace(/^\s*>+\s?/gm, "")
    .replace(/^[ \t]*\|(.*)\|[ \t]*$/gm, (_, row: string) => cellsOf(row))
    .replace(/^[ \t]*:?-{2,}:?(?:[ \t]*\|[ \t]*:?-{2,}:?)+[ \t]*$/gm, "")
    .replace(/[`*#|~]+/g, "")
    .replace(/^\s*(?:[-+]|\d+\.)\s+/gm, "")
    .replace(/\s+/g, " ")
    .trim();
  return plain.length <= length ? plain : `${plain.slice(0, length - 1).trimEnd()}…`;
}

/** A share as `73.2 %`; a dash where it is not defined. */
export function percent(share: number | null | undefined, digits = 1): string {
  if (share == null) return "–";
  return `${(share * 100).toFixed(digits)} %`;
}

/** An interval of shares as `70.1–76.0 %`. */
export function percentRange(interval: readonly number[] | null | undefined): string {
  const [low, high] = interval ?? [];
  if (low === undefined || high === undefined) return "too few for an interval";
  return `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)} %`;
}

/** What a share of pairs rests on: its interval, or that they are too few for one. */
export function basisOf({ interval, n }: { interval: readonly number[] | null; n: number }): string {
  const pairs = count(n, "pair");
  return interval === null ? `${pairs}, too few for an interval` : `95 % interval ${percentRange(interval)}, ${pairs}`;
}

/** A figure of any size with about four digits that tell. */
export function figure(value: number | null | undefined): string {
  if (value == null) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e7)) return value.toExponential(2);
  return value.toLocaleString("en", { maximumSignificantDigits: size >= 1000 ? 7 : 4 });
}

/** A large count in few characters: `913 K`, `1.3 B`. */
export function compact(value: number): string {
  return value.toLocaleString("en", { notation: "compact", maximumFractionDigits: 1 });
}

const ACRONYMS = new Set(["kl", "ppo", "sft"]);

/** `fails_to_converge` as `Fails to converge`; what is spoken in letters in capitals. */
export function words(key: string): string {
  if (ACRONYMS.has(key)) return key.toUpperCase();
  const text = key.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How long ago, in words: `just now`, `4 min ago`, `2 h ago`; the date from a week on. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  if (seconds < 45) return "just now";
  if (seconds < 3600) return `${String(Math.max(1, Math.round(seconds / 60)))} min ago`;
  if (seconds < 86_400) return `${String(Math.round(seconds / 3600))} h ago`;
  if (seconds < 7 * 86_400) return `${String(Math.round(seconds / 86_400))} d ago`;
  return date(iso);
}
