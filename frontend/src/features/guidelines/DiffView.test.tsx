import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { DiffBlock, GuidelineDiff } from "@/lib/api-types";

import { DiffView } from "./components/DiffView";

const block = (kind: DiffBlock["kind"], text: string, words: DiffBlock["words"] = []): DiffBlock => ({
  kind,
  text,
  words,
  paragraphs: 3,
});

function show(body: DiffBlock[]) {
  const diff: GuidelineDiff = { release: null, against: null, notes: [], body, examples: [], glossary: [] };
  return render(
    <MantineProvider>
      <DiffView diff={diff} />
    </MantineProvider>,
  );
}

test("words that came and went are marked as such, without the signs of Markdown", () => {
  const { container } = show([
    block("changed", "## A **new** rule {#rule}", [
      { kind: "same", text: "## A " },
      { kind: "removed", text: "**old**" },
      { kind: "added", text: "**new**" },
      { kind: "same", text: " rule {#rule}" },
    ]),
  ]);
  expect(container.querySelector("del")).toHaveTextContent("old");
  expect(container.querySelector("ins")).toHaveTextContent("new");
  expect(container.querySelector("[dir=auto]")?.textContent).toBe("A oldnew rule");
});

test("signs alone stay visible, since they are the change", () => {
  const { container } = show([
    block("changed", "**x**", [
      { kind: "added", text: "**" },
      { kind: "same", text: "x" },
      { kind: "added", text: "**" },
    ]),
  ]);
  expect(container.querySelector("ins")).toHaveTextContent("**");
});

test("what is unchanged is folded until somebody wants it", async () => {
  show([block("folded", "Nothing new here."), block("added", "Something.")]);
  expect(screen.queryByText("Nothing new here.")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: /3 paragraphs unchanged/ }));
  expect(screen.getByText("Nothing new here.")).toBeInTheDocument();
});

test("a release that changed nothing says so", () => {
  show([block("folded", "Same.")]);
  expect(screen.getByText("Nothing changed here.")).toBeInTheDocument();
});
