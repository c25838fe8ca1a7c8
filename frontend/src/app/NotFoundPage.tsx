import { EmptyState } from "@/components/EmptyState";
import { ButtonLink } from "@/components/links";

export function NotFoundPage() {
  return (
    <EmptyState
      symbol="?"
      title="There is no such page"
      actions={
        <ButtonLink to="/">
          To your work
        </ButtonLink>
      }
    >
      The address may be mistyped, or what stood here has moved.
    </EmptyState>
  );
}
