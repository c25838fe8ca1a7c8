import { expect, test } from "vitest";

import { hasFormulas, withDollars } from "./formulas";

test.each([
  ["It is $x^2$.", true],
  ["$$\n\\int_0^1 x\\,dx\n$$", true],
  ["So \\(a+b\\) holds.", true],
  ["Then \\[ a = b \\].", true],
  ["It costs $5, and that one $10.", false],
  ["From $5-$10 a month.", false],
  ["The shell's `$HOME` and `$PATH`.", false],
  ["```sh\necho $A $B\n```", false],
  ["US$ and A$ are currencies.", false],
  ["Nothing here.", false],
])("%s", (text, expected) => {
  expect(hasFormulas(text)).toBe(expected);
});

test("formulas come in dollars, prices are escaped, code is left alone", () => {
  expect(withDollars("\\(a\\) for $5 and `$x$` is $b$.")).toBe("$a$ for \\$5 and `$x$` is $b$.");
  expect(withDollars("See\n\\[\na = b\n\\]\nthere")).toBe("See\n$$\na = b\n$$\nthere");
  expect(withDollars("- See\n\n  \\[a = b\\]\n")).toBe("- See\n\n  $$\n  a = b\n  $$\n");
  expect(withDollars("So $$a\n= b$$ holds.")).toBe("So $$a = b$$ holds.");
});

test("a dollar that is escaped already stays so", () => {
  expect(withDollars("\\$5 is $x$")).toBe("\\$5 is $x$");
});
