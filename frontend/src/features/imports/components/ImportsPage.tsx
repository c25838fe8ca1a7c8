/** Import: a file in, its progress, what was rejected and why, and the prompts themselves. */
import { PageHeader } from "@/components/PageHeader";
import layout from "@/components/stack.module.css";

import { TEXT } from "../strings";
import { BriefForm } from "./BriefForm";
import { BriefsPanel } from "./BriefsPanel";
import { ImportsPanel } from "./ImportsPanel";
import { PromptsPanel } from "./PromptsPanel";
import { UploadForm } from "./UploadForm";

export function ImportsPage({ projectId }: { projectId: string }) {
  return (
    <>
      <PageHeader title="Import" description={TEXT.hint} />
      <div className={layout.stack}>
        <UploadForm projectId={projectId} />
        <ImportsPanel projectId={projectId} />
        <BriefForm projectId={projectId} />
        <BriefsPanel projectId={projectId} />
        <PromptsPanel projectId={projectId} />
      </div>
    </>
  );
}
