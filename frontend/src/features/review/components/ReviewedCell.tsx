/** What reviewers said of somebody's demonstrations, in a table. */
import { LineCell } from "@/components/DataTable";
import layout from "@/components/stack.module.css";
import type { Person } from "@/lib/api-types";

import { besides, reviewedCount } from "../strings";

export function ReviewedCell({ reviewed }: { reviewed: Person["reviewed"] }) {
  const read = reviewedCount(reviewed);
  if (read === 0) return <LineCell>–</LineCell>;
  return (
    <LineCell>
      {reviewed.approved} of {read} approved
      {read > reviewed.approved && <div className={layout.muted}>{besides(reviewed)}</div>}
    </LineCell>
  );
}
