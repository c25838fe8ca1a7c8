/**
 * GitHub's Markdown for reading alone.
 *
 * remark-gfm brings the way back to Markdown as well, which is 16 kB that no reader needs.
 */
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
// Declares the two lists of extensions that `data()` carries.
import type {} from "remark-parse";
import type { Processor } from "unified";

export function remarkGfm(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), gfm()];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), gfmFromMarkdown()];
}
