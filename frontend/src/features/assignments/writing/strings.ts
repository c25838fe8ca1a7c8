/** What the screens for writing say. */
import type { PromptCheck } from "@/lib/api-types";

import type { Brief } from "./state/prompt-writing";

export const ROLE_LABEL = { system: "System", user: "User", assistant: "Assistant" } as const;

export const FORM_LABEL: Record<Brief["form"], string> = {
  plain: "A plain prompt",
  few_shot: "A few-shot prompt",
  user_based: "A user’s prompt",
};

export const FORM_HINT: Record<Brief["form"], string> = {
  plain:
    "Write any task that you would give to an assistant. Make it different from the ones you wrote before: another topic, another length, another way of asking.",
  few_shot:
    "Write an instruction, then pairs of a query and the response it should get, and at the end a query that waits for its response.",
  user_based: "Write what a user of this use case would ask, in their words and with what they would paste in.",
};

export const PERSONAL_LABEL: Record<PromptCheck["personal_data"][number]["kind"], string> = {
  email: "E-mail address",
  phone: "Telephone number",
  iban: "Bank account",
  card: "Payment card",
  ip_address: "IP address",
  secret: "Key or password",
};

/** On the submit, of a prompt that was checked and found; why stands beside its checks. */
export const WOULD_BE_REFUSED = "not taken like this";

/** InstructGPT's ten; a project may use others. */
export const USE_CASES = [
  "generation",
  "open_qa",
  "brainstorming",
  "chat",
  "rewrite",
  "summarization",
  "classification",
  "closed_qa",
  "extract",
  "other",
] as const;
