/** Walking and changing the HTML tree between Markdown and the page. */
import type { Element, ElementContent, Root, RootContent } from "hast";

export type Parent = Root | Element;

/** Replaces each node by what `change` returns; null leaves it and goes into it. */
export function visit(
  node: Parent,
  change: (child: ElementContent | RootContent) => ElementContent[] | null,
): void {
  node.children = node.children.flatMap((child) => {
    const replacement = change(child);
    if (replacement !== null) return replacement;
    if (child.type === "element") visit(child, change);
    return [child];
  });
}

export function textOf(node: ElementContent): string {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map(textOf).join("") : "";
}
