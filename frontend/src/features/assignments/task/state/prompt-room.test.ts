import { expect, test } from "vitest";

import { opensOnPhone } from "./prompt-room";

const user = (content: string) => ({ role: "user" as const, content });

test("a short prompt is all there, a long one starts short", () => {
  expect(opensOnPhone([user("Why is the sky blue?\n\nIn two sentences, please.")])).toBe(true);
  expect(opensOnPhone([user("Why? ".repeat(200))])).toBe(false);
  expect(opensOnPhone(Array.from({ length: 9 }, () => user("And then?")))).toBe(false);
});

test("a table or code in what is to be answered is shown, however long", () => {
  const long = "Why? ".repeat(200);
  expect(opensOnPhone([user(`${long}\n\n| a | b |\n|---|---|\n| 1 | 2 |`)])).toBe(true);
  expect(opensOnPhone([user(`${long}\n\n\`\`\`py\nprint(1)\n\`\`\``)])).toBe(true);
  expect(opensOnPhone([user("| a |\n|---|"), user(long)])).toBe(false);
});
