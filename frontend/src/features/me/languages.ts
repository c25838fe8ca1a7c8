/** BCP 47 tags as people type them, and what they are called. */
const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/;

export function tagsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((tag) => tag !== ""))];
}

/** The first that is no tag. */
export function faultOf(tags: readonly string[]): string | null {
  return tags.find((tag) => !TAG.test(tag)) ?? null;
}

/** "English, Brazilian Portuguese"; a tag that nobody knows stands as it is. */
export function namesOf(tags: readonly string[]): string {
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  return tags
    .map((tag) => {
      try {
        return names.of(tag) ?? tag;
      } catch {
        return tag;
      }
    })
    .join(", ");
}
