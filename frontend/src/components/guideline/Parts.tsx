/** What stands in a release beside its text: examples and the glossary. */
import type { GuidelineExample, GuidelineTerm } from "@/lib/api-types";

import { PartText } from "./GuidelineText";
import classes from "./Parts.module.css";

const VERDICT = { good: "✓ Good", bad: "✕ Not like this", none: null } as const;

interface ExampleCardProps {
  example: GuidelineExample;
  /** The label of the flag it is about, where that is not clear from its place. */
  flag?: string | undefined;
}

export function ExampleCard({ example, flag }: ExampleCardProps) {
  const verdict = VERDICT[example.verdict];
  return (
    <figure className={classes.example} data-verdict={example.verdict}>
      <figcaption className={classes.caption}>
        <b dir="auto">{example.title}</b>
        {verdict !== null && <span className={classes.verdict}>{verdict}</span>}
        {flag !== undefined && <span className={classes.flag}>{flag}</span>}
      </figcaption>
      <PartText text={example.body_markdown} />
    </figure>
  );
}

export function Glossary({ terms }: { terms: readonly GuidelineTerm[] }) {
  return (
    <dl className={classes.glossary}>
      {terms.map(({ term, definition_markdown: definition }) => (
        <div key={term} className={classes.entry}>
          <dt dir="auto">{term}</dt>
          <dd>
            <PartText text={definition} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
