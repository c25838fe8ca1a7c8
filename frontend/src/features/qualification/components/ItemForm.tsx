/** One item with the control that answers it; the same in the screening and in practice. */
import type { ItemFormProps } from "./Ask";
import { FlaggingForm } from "./FlaggingForm";
import classes from "./ItemForm.module.css";
import { LevelsForm } from "./LevelsForm";
import { RankingForm } from "./RankingForm";
import { WritingForm } from "./WritingForm";

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
