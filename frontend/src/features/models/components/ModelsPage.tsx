/** Model versions: what serves, what could, and the history of promotions. */
import { Button } from "@mantine/core";
import { useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ListState } from "@/components/ListState";
import { PageHeader } from "@/components/PageHeader";
import { Panel } from "@/components/Panel";
import { ReasonDialog } from "@/components/ReasonDialog";
import layout from "@/components/stack.module.css";
import { useAction } from "@/lib/actions";
import type { ModelVersion } from "@/lib/api-types";
import { useList } from "@/lib/lists";
import { roleIn, useMe } from "@/lib/me";

import { modelsQuery, promote, promotionsQuery, rollBack } from "../api";
import { TEXT } from "../strings";
import { ModelTable } from "./ModelTable";
import { PromotionsPanel } from "./PromotionsPanel";

type Asked = ModelVersion | "rollback" | null;

export function ModelsPage({ projectId }: { projectId: string }) {
  const models = useList(modelsQuery(projectId));
  const promotions = useList(promotionsQuery(projectId));
  const isAdmin = roleIn(useMe(), projectId) === "admin";
  const [asked, setAsked] = useState<Asked>(null);
  const canRollBack = isAdmin && promotions.items?.[0]?.previous != null;
  return (
    <>
      <PageHeader
        title="Models"
        description={TEXT.hint}
        actions={
          canRollBack && (
            <Button
              variant="default"
              onClick={() => {
                setAsked("rollback");
              }}
            >
              Roll back
            </Button>
          )
        }
      />
      <div className={layout.stack}>
        <Panel title="Versions" flush>
          <ListState list={models} empty={<Nothing />}>
            {(items) => (
              <ModelTable models={items} list={models} {...(isAdmin ? { onPromote: setAsked } : {})} />
            )}
          </ListState>
        </Panel>
        <PromotionsPanel list={promotions} />
      </div>
      <Change
        projectId={projectId}
        asked={asked}
        onClose={() => {
          setAsked(null);
        }}
      />
    </>
  );
}

function Nothing() {
  return (
    <EmptyState symbol="◇" title={TEXT.none}>
      {TEXT.noneHint}
    </EmptyState>
  );
}

interface ChangeProps {
  projectId: string;
  asked: Asked;
  onClose: () => void;
}

/** Promotes or rolls back, with the reason that is kept. */
function Change({ projectId, asked, onClose }: ChangeProps) {
  const change = useAction({
    run: async (reason: string) => {
      if (asked === "rollback") await rollBack(projectId, reason);
      else if (asked !== null) await promote(asked.id, reason);
    },
    changes: [["models", projectId], ["promotions", projectId], ["overview", projectId]],
    said: asked === "rollback" ? "Rolled back." : "Promoted.",
    quiet: true,
    onDone: onClose,
  });
  const isBack = asked === "rollback";
  const name = asked === null || asked === "rollback" ? "" : `${asked.name} v${String(asked.number)}`;
  return (
    <ReasonDialog
      title={isBack ? "Roll back" : `Promote ${name}`}
      verb={isBack ? "Roll back" : "Promote"}
      danger={isBack}
      opened={asked !== null}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onReason={(reason) => {
        change.mutate(reason);
      }}
    >
      {isBack ? TEXT.rollBack : TEXT.promote}
    </ReasonDialog>
  );
}
