/** What the forms of all parts have in common: their question, and what they are given. */
import type { QualificationPart, QualificationShown } from "@/lib/api-types";

import type { Answer } from "../state/answers";
import { PART_ASK } from "../strings";
import classes from "./ItemForm.module.css";

export interface ItemFormProps {
  part: QualificationPart;
  shown: QualificationShown;
  language: string;
  answer: Answer | null;
  /** After the answer was given: to look at, not to change. */
  disabled?: boolean;
  onChange: (answer: Answer) => void;
}

/** The question above an item's control. */
export function Ask({ part }: { part: QualificationPart }) {
  return <h2 className={classes.ask}>{PART_ASK[part]}</h2>;
}
