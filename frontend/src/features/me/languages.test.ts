import { expect, test } from "vitest";

import { faultOf, namesOf, tagsOf } from "./languages";

test("tags are read however they are set apart, each once", () => {
  expect(tagsOf(" en, pt-BR;en\nde ")).toEqual(["en", "pt-BR", "de"]);
  expect(tagsOf("  ")).toEqual([]);
});

test("what is no tag is named", () => {
  expect(faultOf(["en", "english", "1"])).toBe("english");
  expect(faultOf(["en", "zh-Hant-TW"])).toBeNull();
});

test("tags have names, where the browser knows them", () => {
  expect(namesOf(["en", "pt-BR"])).toBe("English, Brazilian Portuguese");
  expect(namesOf(["english"])).toBe("english");
});
