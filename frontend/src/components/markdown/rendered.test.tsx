import { render, screen } from "@testing-library/react";
import { isValidElement } from "react";
import { expect, it } from "vitest";

import { Markdown } from "./Markdown";
import { prepare, rendered } from "./rendered";

const LOOK = { headings: "flat", highlighter: null, typesetter: null } as const;

it("parses what was prepared once, and nothing else is kept", () => {
  expect(rendered("One *two*", LOOK)).not.toBe(rendered("One *two*", LOOK));
  prepare("One *two*");
  expect(rendered("One *two*", LOOK)).toBe(rendered("One *two*", LOOK));
  expect(rendered("One *two*", { ...LOOK, headings: "document" })).not.toBe(rendered("One *two*", LOOK));
});

it("forgets what was prepared long ago", () => {
  prepare("first");
  const first = rendered("first", LOOK);
  expect(rendered("first", LOOK)).toBe(first);
  for (let number = 0; number < 64; number += 1) prepare(`text ${String(number)}`);
  expect(rendered("first", LOOK)).not.toBe(first);
});

it("shows a prepared text as any other, with the marks of a comparison where they are asked for", () => {
  prepare("alpha beta");
  expect(isValidElement(rendered("alpha beta", LOOK))).toBe(true);
  const marks = { shared: (words: string[]) => words.map((word) => word === "alpha"), side: "left" } as const;
  render(<Markdown text="alpha beta" marks={marks} />);
  expect(screen.getByText("beta").tagName).toBe("MARK");
});
