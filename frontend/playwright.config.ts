import { existsSync } from "node:fs";

import { defineConfig } from "@playwright/test";

const SYSTEM_CHROMIUM = "/usr/bin/chromium";
const chromium = process.env.TOUCHSTONE_CHROMIUM ?? SYSTEM_CHROMIUM;

/** Browser tests of the built app on fixtures; the ones on the real server stand in tests/e2e. */
export default defineConfig({
  testDir: "e2e",
  workers: 1,
  // Machines may be busy with other tests; what holds is seen at once, however long one would wait.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    reducedMotion: "reduce",
    launchOptions: existsSync(chromium)
      ? { executablePath: chromium, args: ["--no-sandbox"] }
      : {},
  },
});
