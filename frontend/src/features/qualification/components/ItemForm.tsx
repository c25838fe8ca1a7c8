/** One item with the control that answers it; the same in the screening and in practice. */
import type { QualificationPart, QualificationShown } from "@/lib/api-types";

import type { Answer } from "../state/answers";
import { PART_ASK } from "../strings";
import { FlaggingForm } from "./FlaggingForm";
import classes from "./ItemForm.module.css";
import { LevelsForm } from "./LevelsForm";
import { RankingForm } from "./RankingForm";
import { WritingForm } from "./WritingForm";

export interface ItemFormProps {
  part: QualificationPart;
  shown: QualificationShown;
  language: string;
  answer: Answer | null;
  /** After the answer was given: to look at, not to change. */
  disabled?: boolean;
  onChange: (answer: Answer) => void;
}

const FORMS = {
  flagging: FlaggingForm,
  ranking: RankingForm,
  writing: WritingForm,
  self_assessment: LevelsForm,
};

export function ItemForm(props: ItemFormProps) {
  const Form = FORMS[props.part];
  return (
    <div className={classes.item}>
      <Form {...props} />
    </div>
  );
}

/** The question above an item's control. */
export function Ask({ part }: { part: QualificationPart }) {
  return <h2 className={classes.ask}>{PART_ASK[part]}</h2>;
}
