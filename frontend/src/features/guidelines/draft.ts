/** The next release while it is written: what it starts from, what is still wrong with it. */
import type {
  GuidelineDetail,
  GuidelineExample,
  GuidelinePublish,
  GuidelineQuiz,
  GuidelineTerm,
} from "@/lib/api-types";

export interface Draft {
  body_markdown: string;
  examples: GuidelineExample[];
  glossary: GuidelineTerm[];
  quiz: GuidelineQuiz | null;
  note: string;
  level: "major" | "minor";
}

export type Question = GuidelineQuiz["questions"][number];

export const EMPTY_EXAMPLE: GuidelineExample = { title: "", body_markdown: "", flag: null, verdict: "none" };
export const EMPTY_TERM: GuidelineTerm = { term: "", definition_markdown: "" };
export const EMPTY_QUESTION: Question = {
  text_markdown: "",
  options: [
    { text_markdown: "", right: true },
    { text_markdown: "", right: false },
  ],
  explanation_markdown: "",
};

/** What the next release starts from: the last one, with a word on the change still missing. */
export function draftFrom(release: GuidelineDetail | null, quiz: GuidelineQuiz | null): Draft {
  return {
    body_markdown: release?.body_markdown ?? "",
    examples: release?.examples ?? [],
    glossary: release?.glossary ?? [],
    quiz,
    note: "",
    level: release === null ? "major" : "minor",
  };
}

/** The same words: the note and the level say how, not what. */
export function sameContent(a: Draft, b: Draft): boolean {
  const content = ({ body_markdown, examples, glossary, quiz }: Draft) =>
    JSON.stringify([body_markdown, examples, glossary, quiz]);
  return content(a) === content(b);
}

const blank = (text: string) => text.trim() === "";

/** What has to be done before publishing, in words; empty when it is ready. */
export function missing(draft: Draft): string[] {
  const found: string[] = [];
  if (blank(draft.body_markdown)) found.push("The text is empty.");
  draft.examples.forEach(({ title, body_markdown: body }, index) => {
    if (blank(title) || blank(body)) found.push(`Example ${String(index + 1)} needs a title and a text.`);
  });
  draft.glossary.forEach(({ term, definition_markdown: definition }, index) => {
    if (blank(term) || blank(definition)) found.push(`Term ${String(index + 1)} needs a word and its meaning.`);
  });
  draft.quiz?.questions.forEach((question, index) => {
    const name = `Question ${String(index + 1)}`;
    if (blank(question.text_markdown)) found.push(`${name} of the quiz has no text.`);
    if (question.options.some((option) => blank(option.text_markdown))) found.push(`${name} has an empty option.`);
    if (!question.options.some(({ right }) => right)) found.push(`${name} has no right option.`);
  });
  return found;
}

/** How many questions must be right, kept within what there is. */
export function withQuestions(quiz: GuidelineQuiz | null, questions: Question[]): GuidelineQuiz | null {
  if (questions.length === 0) return null;
  const all = quiz === null || quiz.pass_mark >= quiz.questions.length;
  const mark = all ? questions.length : Math.min(quiz.pass_mark, questions.length);
  return { pass_mark: mark, questions };
}

export function publishBody(draft: Draft, basedOn: string | null): GuidelinePublish {
  return { ...draft, based_on: basedOn };
}

/** A list with one item replaced, or taken out where `item` is null. */
export function withItem<T>(items: readonly T[], index: number, item: T | null): T[] {
  return items.flatMap((old, at) => (at !== index ? [old] : item === null ? [] : [item]));
}
