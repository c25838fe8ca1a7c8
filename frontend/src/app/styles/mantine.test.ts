/** Every Mantine component that the app draws has its sheets: one that lacks them looks broken. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { expect, test } from "vitest";

const CORE = "node_modules/@mantine/core/esm";
const IMPORT = /import\s*\{([^}]*)\}\s*from "@mantine\/core"/g;

function names(list: string): string[] {
  return list.split(",").map((name) => name.trim()).filter((name) => /^[A-Z]/.test(name));
}

function used(): Set<string> {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" });
  const sources = files
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join("src", file), "utf8"));
  return new Set(
    sources.flatMap((text) => [...text.matchAll(IMPORT)].flatMap(([, list = ""]) => names(list))),
  );
}

/** The module of each component, by the name under which it is exported. */
function modules(): Map<string, string> {
  const index = readFileSync(join(CORE, "index.mjs"), "utf8");
  const found = index.matchAll(/import \{([^}]+)\} from "(\.\/components\/[^"]+)"/g);
  return new Map([...found].flatMap(([, list = "", file = ""]) => names(list).map((name) => [name, file])));
}

function sheetsOf(file: string, seen: Set<string>): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  if (file.endsWith(".module.mjs")) return [basename(file, ".module.mjs")];
  const found = readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)"/g);
  return [...found].flatMap(([, next = ""]) => sheetsOf(join(dirname(file), next), seen));
}

test("each Mantine component in use has its sheets in mantine.ts", () => {
  const listed = readFileSync("src/app/styles/mantine.ts", "utf8");
  const where = modules();
  const seen = new Set<string>();
  const sheets = [...used()].flatMap((name) => {
    const file = where.get(name);
    return file === undefined ? [] : sheetsOf(join(CORE, file), seen);
  });
  expect(sheets.length).toBeGreaterThan(30);
  expect(sheets.filter((sheet) => !listed.includes(`/${sheet}.css"`))).toEqual([]);
});
