import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { DecisionLog } from "./components/DecisionLog";

type Decision = Parameters<typeof DecisionLog>[0]["decisions"][number];

const FIGURE: Decision["figures"][number] = { kind: "ranking", value: 0.7, cutoff: 0.75, n: 12, met: false, interval: null };
const AT = "2026-11-21T08:00:00Z";

test("every decision stands in the log with its figures, cut-offs, who made it and why", () => {
  const decisions: Decision[] = [
    { outcome: "failed", figures: [FIGURE], decided_by: null, reason: "", decided_at: AT },
    { outcome: "passed", figures: [FIGURE], decided_by: { id: "a", name: "Ada Morgan" }, reason: "Two ties.", decided_at: "2026-11-21T09:00:00Z" },
  ];
  render(<DecisionLog decisions={decisions} />, { wrapper: MantineProvider });
  expect(screen.getByText("2 decisions")).toBeInTheDocument();
  const [first, second] = screen.getAllByRole("listitem", { hidden: true });
  expect(first).toHaveTextContent(/^failed by the rule, .*Ranking 70 % \(at least 75 %\)$/);
  expect(second).toHaveTextContent(/^passed by Ada Morgan, .*“Two ties\.”Ranking 70 %/);
});
