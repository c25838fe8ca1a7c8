import { render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";

import { sharedWith, wordsOf } from "@/lib/shared-words";

import { Markdown } from "./Markdown";

test("hostile input becomes visible text and nothing else", () => {
  const { container } = render(
    <Markdown
      text={[
        "<img src=x onerror=alert(1)> <script>alert(2)</script>",
        "[click](javascript:alert(3)) [data](data:text/html,x) [fine](https://example.org)",
        "![pixel](https://tracker.example/p.png)",
        '<a href="https://evil.example" onclick="x()">raw</a>',
      ].join("\n\n")}
    />,
  );
  expect(container.querySelector("img, script, iframe, style, [onerror], [onclick]")).toBeNull();
  const hrefs = [...container.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  expect(hrefs.filter(Boolean)).toEqual(["https://example.org"]);
  expect(container).toHaveTextContent("<script>alert(2)</script>");
  expect(container).toHaveTextContent("[image: pixel]");
  expect(screen.getByText("fine")).toHaveAttribute("rel", "noopener noreferrer nofollow");
});

test("a text cannot bring class names of its own", () => {
  const { container } = render(<Markdown text={'<span class="admin">x</span>\n\n`y`'} />);
  expect(container.querySelector(".admin")).toBeNull();
});

test("known languages are coloured, unknown ones stay plain", async () => {
  const { container } = render(
    <Markdown text={"```py\ndef f(): pass\n```\n\n```brainfuck\n+++\n```"} />,
  );
  await waitFor(() => {
    expect(container.querySelectorAll(".hljs-keyword").length).toBeGreaterThan(0);
  });
  expect(container.querySelectorAll("pre")).toHaveLength(2);
});

test("marks exactly the words that the other text lacks", () => {
  const other = wordsOf("the row is the job today");
  const { container } = render(
    <Markdown
      text="A queue: **the row** is the job *and more*."
      marks={{ shared: sharedWith(other), side: "left" }}
    />,
  );
  const marked = [...container.querySelectorAll("mark")].map((node) => node.textContent);
  expect(marked).toEqual(["A queue", "and more"]);
});

test("direction and language follow the content", () => {
  const { container } = render(<Markdown text="שלום" lang="he" />);
  expect(container.firstElementChild).toHaveAttribute("dir", "auto");
  expect(container.firstElementChild).toHaveAttribute("lang", "he");
});

test("formulas are typeset once their chunk is there, and never trusted", async () => {
  const { container } = render(
    <Markdown text={"So $x^2$ costs $5.\n\n$$\n\\href{javascript:alert(1)}{y} \\frac{1}{2}\n$$"} />,
  );
  await waitFor(() => {
    expect(container.querySelectorAll(".katex")).toHaveLength(2);
  });
  expect(container.querySelector(".katex-display")).not.toBeNull();
  expect(container.querySelector("a[href^='javascript']")).toBeNull();
  expect(container).toHaveTextContent("costs $5.");
});

test("a broken formula stays readable as its source", async () => {
  const { container } = render(<Markdown text={"Then $\\frac{1}{$ and $y$."} />);
  await waitFor(() => {
    expect(container.querySelector(".katex")).not.toBeNull();
  });
  expect(container).toHaveTextContent("\\frac{1}{");
});

test("a list that starts at a long number has room for it; a short one keeps the sheet's", () => {
  const { container } = render(<Markdown text={"4471. It is late.\n\nThen:\n\n2. Two"} />);
  const [long, short] = container.querySelectorAll("ol");
  expect(long).toHaveAttribute("start", "4471");
  expect(long).toHaveStyle({ paddingInlineStart: "6ch" });
  expect(short).not.toHaveAttribute("style");
});

test.each([
  ["USER: hi\nAGENT: hello", 1],
  ["**USER**\n**AGENT**", 1],
  ["twice  \nnot twice", 1],
  ["one\n\ntwo", 0],
  ["- a\n- b\n  - c", 0],
  ["- a\n  still a", 1],
  ["```\nx\ny\n```", 0],
  ["| a | b |\n|---|---|\n| 1 | 2 |", 0],
])("a single line break in %j is shown %i times", (text, breaks) => {
  const { container } = render(<Markdown text={text} />);
  expect(container.querySelectorAll("br")).toHaveLength(breaks);
});

test("a document's wrapped lines are joined", () => {
  const { container } = render(<Markdown text={"wrapped\nhere"} headings="document" />);
  expect(container.querySelector("br")).toBeNull();
});
