import { existsSync } from "node:fs";

import { defineConfig } from "@playwright/test";

const SYSTEM_CHROMIUM = "/usr/bin/chromium";
const chromium = process.env.TOUCHSTONE_CHROMIUM ?? SYSTEM_CHROMIUM;

/** Browser tests of the built app on fixtures; the ones on the real server stand in tests/e2e. */
export default defineConfig({
  testDir: "e2e",
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    reducedMotion: "reduce",
    launchOptions: existsSync(chromium)
      ? { executablePath: chromium, args: ["--no-sandbox"] }
      : {},
  },
});
