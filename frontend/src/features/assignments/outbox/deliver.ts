/** One outbox per person in this tab, and how its entries are sent. */
import { randomId } from "@/lib/ids";

import { reviseJudgment, skipAssignment, submitAnswer } from "../api";
import { exclusiveOf, Outbox, type Sent } from "./outbox";
import { openOutboxStore, type Outgoing } from "./store";

/** This tab, among those of the same browser. */
export const TAB = randomId();

const outboxes = new Map<string, Outbox>();

export function outboxOf(userId: string): Outbox {
  let outbox = outboxes.get(userId);
  if (outbox === undefined) {
    const exclusive = exclusiveOf(`touchstone:outbox:${userId}`);
    outbox = new Outbox({ store: openOutboxStore(userId), send: deliver, exclusive });
    outboxes.set(userId, outbox);
  }
  return outbox;
}

/** Sends an entry; also at once, where the browser keeps nothing. */
export async function deliver(entry: Outgoing): Promise<Sent> {
  if (entry.action === "skip") {
    await skipAssignment(entry.assignmentId, entry.body);
    return { judgmentId: null, surplus: false };
  }
  const { judgment_id: judgmentId, surplus } =
    entry.action === "submit"
      ? await submitAnswer(entry.assignmentId, entry.body)
      : await reviseJudgment(entry.judgmentId, entry.body);
  return { judgmentId, surplus };
}
