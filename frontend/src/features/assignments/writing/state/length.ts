/** How long a text is, in the units that people and models count. */
import { wordCount } from "@/lib/format";

const WORDS_PER_MINUTE = 230;
const BYTES_PER_TOKEN = 4;
const encoder = new TextEncoder();

export interface Length {
  words: number;
  characters: number;
  /** An estimate: about four bytes of UTF-8 each, whatever the tokenizer. */
  tokens: number;
}

export function lengthOf(text: string): Length {
  return {
    words: wordCount(text),
    characters: [...text].length,
    tokens: Math.ceil(encoder.encode(text.trim()).length / BYTES_PER_TOKEN),
  };
}

/** Seconds for a few lines, minutes from there on. */
export function readingTime(words: number): string {
  const seconds = Math.round((words / WORDS_PER_MINUTE) * 60);
  if (seconds < 55) return `${String(Math.ceil(seconds / 5) * 5)} s`;
  return `${String(Math.round(seconds / 60))} min`;
}
