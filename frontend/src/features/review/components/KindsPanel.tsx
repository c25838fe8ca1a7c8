/** Which kinds of work somebody may be given: a switch per kind. */
import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { Panel } from "@/components/Panel";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { PersonDetail, TaskKind } from "@/lib/api-types";
import { KIND_NOUN } from "@/lib/kinds";

import { grantKind, grantsQuery, revokeGrants } from "../people";
import { PEOPLE } from "../strings";

const KINDS = ["ranking", "comparison", "demonstration", "prompt"] as const;

interface KindsPanelProps {
  projectId: string;
  person: PersonDetail;
}

export function KindsPanel({ projectId, person }: KindsPanelProps) {
  const { data: grants } = useQuery(grantsQuery(projectId));
  const mine = grants?.filter(({ user }) => user.id === person.user.id);
  const change = useAction({
    run: async ({ kind, on }: { kind: TaskKind; on: boolean }) => {
      if (on) await grantKind(projectId, person.user.id, kind);
      else await revokeGrants((mine ?? []).filter((one) => one.kind === kind).map(({ id }) => id));
    },
    changes: [["grants", projectId], ["person", projectId, person.user.id], ["people", projectId]],
  });
  return (
    <Panel title="Kinds of work" hint={PEOPLE.kindsHint}>
      <div className={layout.columns}>
        {KINDS.map((kind) => {
          const held = (mine ?? []).filter((one) => one.kind === kind);
          return (
            <Switch
              key={kind}
              label={KIND_NOUN[kind]}
              description={limits(held)}
              checked={held.length > 0}
              disabled={mine === undefined || change.isPending || !person.is_active}
              onChange={(event) => {
                change.mutate({ kind, on: event.currentTarget.checked });
              }}
            />
          );
        })}
      </div>
    </Panel>
  );
}

/** Languages and expertise that grants are bound to; nothing where one of them has no bounds. */
function limits(held: readonly { language: string; expertise: string }[]): string | undefined {
  if (held.length === 0 || held.some((one) => one.language === "*" && one.expertise === "*")) return undefined;
  return held
    .map(({ language, expertise }) => [language, expertise].filter((part) => part !== "*").join(", "))
    .join("; ");
}
