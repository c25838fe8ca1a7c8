/** What the import page says. */
export const TEXT = {
  hint: "Prompts alone, with completions, or with reference answers. Running the same file twice doubles nothing.",
  file: "JSONL or CSV, UTF-8",
  references: "Reference answers become",
  draw: "Completions in a ranking",
  drawHint: "Different ones, by the seed. Empty: all of them.",
  tasks: "Make tasks",
  none: "Nothing imported yet",
  briefHint: "People who are eligible for the kind “prompt” write them; each enters like an imported one.",
  noBriefs: "No prompts ordered yet",
  mode: "Demonstrations ask for",
  noPrompts: "No prompts yet",
} as const;
