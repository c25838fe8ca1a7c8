/** An item as the form has it. */
import type { QualificationItemRequest } from "@/lib/api-types";

import { groupsOf } from "./answers";

export interface CompletionFields {
  text: string;
  /** 1 is best; equal ranks are a tie. */
  rank: number;
}

export interface ItemFields {
  part: "flagging" | "ranking" | "writing";
  use: "screening" | "practice";
  language: string;
  text: string;
  sensitive: boolean;
  prompt: string;
  completions: CompletionFields[];
  example: string;
  explanation: string;
}

export function emptyItem(use: ItemFields["use"]): ItemFields {
  return {
    part: "flagging",
    use,
    language: "en",
    text: "",
    sensitive: false,
    prompt: "",
    completions: [
      { text: "", rank: 1 },
      { text: "", rank: 2 },
      { text: "", rank: 3 },
    ],
    example: "",
    explanation: "",
  };
}

export function itemRequestOf(fields: ItemFields): QualificationItemRequest {
  const { part, use, language, explanation: explanation_markdown } = fields;
  const common = { part, use, language, explanation_markdown };
  if (part === "flagging") {
    return { ...common, text: fields.text, expected_flags: fields.sensitive ? ["sensitive"] : [] };
  }
  if (part === "writing") return { ...common, prompt: fields.prompt, example: fields.example };
  const ranks = Object.fromEntries(fields.completions.map(({ rank }, index) => [String(index), rank]));
  return {
    ...common,
    prompt: fields.prompt,
    completions: fields.completions.map(({ text }) => text),
    expected_ranking: groupsOf(ranks).map((group) => group.map(Number)),
  };
}
