import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { AnswerBody } from "./AnswerBody";

function show(text: string, start = 0) {
  render(
    <MantineProvider>
      <AnswerBody text={text} lang="en" start={start} />
    </MantineProvider>,
  );
}

test("a transcript is a list of turns, an answer is text", () => {
  show("Human: Hi\n\nAssistant: **Hello**");
  expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual(["UserHi", "AssistantHello"]);
  expect(screen.queryByText(/Human:/)).toBeNull();
});

test("an answer that is none begins where it is asked to", () => {
  show("One.\n\nTwo.", 6);
  expect(screen.getByText("Two.")).toBeInTheDocument();
  expect(screen.queryByText("One.")).toBeNull();
});
