/** The fixture API of guidelines: releases, what changed, the quiz, questions. */

const ago = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();
const by = { id: "0192a000-0000-7000-8000-0000000000c9", name: "Ada Admin" };
const IDS = { 2.1: "0192a000-0000-7000-8000-0000000000b1", "2.0": "0192a000-0000-7000-8000-0000000000b0", "1.0": "0192a000-0000-7000-8000-0000000000af" };
const ref = (number) => ({ id: IDS[number], number });

const RELEASES = [
  { ...ref("2.1"), major: 2, minor: 1, note: "Ties explained", published_at: "2026-11-02T09:00:00Z", published_by: by, has_quiz: true, judgments: 1284 },
  { ...ref("2.0"), major: 2, minor: 0, note: "Truth before brevity; a quiz", published_at: "2026-10-20T09:00:00Z", published_by: by, has_quiz: true, judgments: 3120 },
  { ...ref("1.0"), major: 1, minor: 0, note: "First release", published_at: "2026-09-01T09:00:00Z", published_by: by, has_quiz: false, judgments: 905 },
];

const same = (text) => ({ kind: "same", text, paragraphs: 1, words: [] });
const run = (kind, text) => ({ kind, text });
const DIFF = {
  release: ref("2.1"),
  against: ref("1.0"),
  notes: RELEASES.slice(0, 2).map(({ number, note }) => ({ number, note })),
  body: [
    { kind: "folded", text: "# How to rank\n\nRead everything first.\n\nTake breaks.", paragraphs: 3, words: [] },
    same("1. **Helpful first.** Prefer the answer that does what the user asked."),
    { kind: "changed", text: "2. **Then truthful.** An answer that states false things with confidence ranks below a shorter correct one.", paragraphs: 1, words: [run("same", "2. **Then truthful.** An answer that "), run("removed", "is wrong"), run("added", "states false things with confidence"), run("same", " ranks below a "), run("added", "shorter "), run("same", "correct one.")] },
    { kind: "moved_to", text: "3. **Then harmless.**", paragraphs: 1, words: [] },
    { kind: "removed", text: "Never give two answers the same place.", paragraphs: 1, words: [] },
    { kind: "added", text: "Use a **tie** only when you would not mind which one the user gets.", paragraphs: 1, words: [] },
    same("## Overall quality {#quality}"),
    { kind: "folded", text: "7 – could not be better.\n\n4 – acceptable.\n\n1 – useless or harmful.", paragraphs: 3, words: [] },
  ],
  examples: [{ kind: "added", text: "**Three rivers** (bad) · hallucination", paragraphs: 1, words: [] }, { kind: "added", text: "`Seine, Loire, Thames`: one of them is in England.", paragraphs: 1, words: [] }],
  glossary: [{ kind: "added", text: "**Tie**\nTwo answers that you would not mind exchanging.", paragraphs: 1, words: [] }],
};

const QUIZ = {
  pass_mark: 2,
  questions: [
    { text_markdown: "A confident answer is **false**, a shorter one is right. Which ranks higher?", options: [{ text_markdown: "The confident one, if it is better written", right: false }, { text_markdown: "The right one", right: true }, { text_markdown: "They tie", right: false }], explanation_markdown: "Truth comes before style: *an answer that states false things with confidence ranks below a shorter correct one*." },
    { text_markdown: "When may you skip a task?", options: [{ text_markdown: "When I do not read the language", right: true }, { text_markdown: "When it upsets me", right: true }, { text_markdown: "When it is long", right: false }], explanation_markdown: "Nobody counts skips against you, but length alone is no reason." },
  ],
};

const question = (id, fields) => ({ id, guideline: ref("2.1"), anchor: "", mine: false, at_item: false, asked_at: ago(50), answer: null, ...fields });
const answered = (text, hours) => ({ id: `a${hours}`, text, question_markdown: "", answered_at: ago(hours) });
const QUESTIONS = [
  question("q1", { text: "Does a wrong year in an otherwise right answer count as a hallucination?", anchor: "hallucination", answer: answered("Yes, if somebody could rely on it. A year that is off in passing is a **small** flaw: flag it, and rate it down by one.", 5) }),
  question("q2", { text: "May three answers share a place?", anchor: "how-to-rank", mine: true, answer: answered("They may. Use ties as often as you would toss a coin.", 30) }),
  question("q3", { text: "Is British spelling a mistake where the prompt is American?", answer: answered("No.", 70) }),
];
const OPEN = [
  question("q4", { text: "The prompt asks for *under 300 words*, and C has 304. Is that **misses constraint**?", anchor: "misses_constraint", at_item: true, asked_at: ago(1), asked_by: { id: "u1", name: "Bob Berg" } }),
  question("q5", { text: "What if I know the answer was copied from a website?", asked_at: ago(20), asked_by: { id: "u2", name: "Dana Doe" } }),
];
const page = (items) => ({ items, next_cursor: null });

export function guideline(world, fixture, verb) {
  if (verb === "acknowledge") {
    world.mustAcknowledge = false;
    return [200, { acknowledged_at: new Date().toISOString() }];
  }
  if (verb === "diff") return [200, DIFF];
  if (verb === "quiz") return [200, { quiz: QUIZ }];
  if (verb === "quiz-tries") {
    const shown = QUIZ.questions.map(({ text_markdown, options }) => ({ text_markdown, several: options.filter(({ right }) => right).length > 1, options: options.map((option) => option.text_markdown) }));
    return [201, { id: "t1", number: 1, pass_mark: 2, questions: shown }];
  }
  return [200, fixture("guideline")];
}

export function quizResult(world, body) {
  const questions = QUIZ.questions.map(({ options, explanation_markdown }, index) => {
    const right_options = options.flatMap(({ right }, place) => (right ? [place] : []));
    return { right: JSON.stringify([...(body.answers[index] ?? [])].sort()) === JSON.stringify(right_options), right_options, explanation_markdown };
  });
  const right = questions.filter((one) => one.right).length;
  if (right === questions.length) world.mustPassQuiz = false;
  return [200, { right, pass_mark: QUIZ.pass_mark, passed: right >= QUIZ.pass_mark, questions }];
}

/** Null where the path is none of ours. */
export function inProject(world, fixture, rest, method) {
  if (rest === "guidelines") return [200, page(RELEASES)];
  if (rest === "guidelines/diff") return [200, { ...DIFF, release: null, against: ref("2.1"), notes: [] }];
  if (rest === "guidelines/current") {
    const owed = world.mustAcknowledge === true;
    // A quiz is shown where a test asks for it; else the confirmation is all there is to do.
    const release = { ...fixture("guideline"), quiz: world.mustPassQuiz === true ? fixture("guideline").quiz : null };
    return [200, { release, acknowledged: !owed, must_acknowledge: owed, must_pass_quiz: !owed && world.mustPassQuiz === true, quiz_passed: false, last_acknowledged: ref(owed ? "1.0" : "2.1") }];
  }
  if (rest === "questions") return method === "POST" ? [201, OPEN[0]] : [200, page(QUESTIONS)];
  if (rest === "open-questions") return [200, page(OPEN)];
  return null;
}

export function oneQuestion(fixture) {
  const { kind, prompt, slots } = fixture("ranking");
  return [200, { ...OPEN[0], item: { kind, instructions: null, messages: prompt.messages, slots: slots.slice(0, 3) } }];
}
