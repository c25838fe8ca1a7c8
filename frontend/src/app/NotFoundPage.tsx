import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { EmptyState } from "@/components/EmptyState";

export function NotFoundPage() {
  return (
    <EmptyState
      symbol="?"
      title="There is no such page"
      actions={
        <Button component={Link} to="/">
          To your work
        </Button>
      }
    >
      The address may be mistyped, or what stood here has moved.
    </EmptyState>
  );
}
