/** What holds judgments that are taken out, and what learned from them. */
import type { VoidPreview } from "@/lib/api-types";

export function WentInto({ of: { datasets, models } }: { of: Pick<VoidPreview, "datasets" | "models"> }) {
  if (datasets.length === 0) return <p>No dataset version holds any of them.</p>;
  return (
    <>
      <p>
        In dataset versions:{" "}
        {datasets.map(({ kind, number, name }) => `${kind} ${String(number)}${name === "" ? "" : ` (${name})`}`).join(", ")}
      </p>
      {models.length > 0 ? (
        <p>Learned from by: {models.map(({ name, number }) => `${name} ${String(number)}`).join(", ")}</p>
      ) : (
        <p>No model learned from them.</p>
      )}
    </>
  );
}
