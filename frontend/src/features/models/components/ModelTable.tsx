/** Model versions as rows: lineage, size, figures, and the button that promotes. */
import { Button, Table } from "@mantine/core";

import { DataTable, LineCell, More, NumberCell } from "@/components/DataTable";
import { ModelName } from "@/components/ModelName";
import { StateBadge } from "@/components/StateBadge";
import layout from "@/components/stack.module.css";
import type { ModelVersion } from "@/lib/api-types";
import { compact, date, figure, words } from "@/lib/format";
import type { List } from "@/lib/lists";

import { canPromote, headline } from "../state";

const HEAD = ["Version", "Made by", "From", "#Parameters", "Figures", "Since", "!Actions"];

interface ModelTableProps {
  models: readonly ModelVersion[];
  list: List<ModelVersion>;
  /** Absent for who may not. */
  onPromote?: (model: ModelVersion) => void;
}

export function ModelTable({ models, list, onPromote }: ModelTableProps) {
  return (
    <>
      <DataTable stacks label="Model versions" head={HEAD}>
        {models.map((model) => (
          <ModelRow key={model.id} model={model} {...(onPromote === undefined ? {} : { onPromote })} />
        ))}
      </DataTable>
      <More list={list} />
    </>
  );
}

interface ModelRowProps {
  model: ModelVersion;
  onPromote?: (model: ModelVersion) => void;
}

function ModelRow({ model, onPromote }: ModelRowProps) {
  return (
    <Table.Tr>
      <LineCell>
        <ModelName model={model} /> {model.serving && <StateBadge state="serving" />}
        <div className={layout.muted}>{model.role === "reward" ? "Reward model" : "Policy"}</div>
      </LineCell>
      <LineCell>{words(model.recipe === "" ? model.kind : model.recipe)}</LineCell>
      <LineCell>{model.parent === null ? "–" : <ModelName model={model.parent} />}</LineCell>
      <NumberCell>{model.parameters === null ? "–" : compact(model.parameters)}</NumberCell>
      <Table.Td className={layout.wide}>{figures(model)}</Table.Td>
      <LineCell>{date(model.created_at)}</LineCell>
      <Table.Td align="right">
        {onPromote !== undefined && canPromote(model) && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Promote ${model.name} version ${String(model.number)}`}
            onClick={() => {
              onPromote(model);
            }}
          >
            Promote
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function figures(model: ModelVersion): string {
  const parts = headline(model).map(({ name, value }) => `${name} ${figure(value)}`);
  return parts.length === 0 ? "–" : parts.join(" · ");
}
