/** The guideline release that this assignment is judged under, beside the work. */
import { Drawer, Loader, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/ErrorState";
import { Markdown } from "@/components/markdown/Markdown";
import type { Assignment } from "@/lib/api-types";
import { api, unwrap } from "@/lib/client";

interface GuidelinesDrawerProps {
  /** Null where the project had published none when the task was claimed. */
  guideline: Assignment["guideline"];
  opened: boolean;
  onClose: () => void;
}

export function GuidelinesDrawer({ guideline, opened, onClose }: GuidelinesDrawerProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={460}
      title={guideline === null ? "Guidelines" : `Guidelines ${guideline.number}`}
    >
      {guideline === null ? (
        <Text c="dimmed">This project has not published any guidelines.</Text>
      ) : (
        <GuidelineBody id={guideline.id} />
      )}
    </Drawer>
  );
}

function GuidelineBody({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["guideline", id],
    // A published release never changes.
    staleTime: Infinity,
    queryFn: () =>
      unwrap(api.GET("/api/guidelines/{guideline_id}", { params: { path: { guideline_id: id } } })),
  });
  if (error) return <ErrorState error={error} reset={() => void refetch()} />;
  return data === undefined ? <Loader type="dots" /> : <Markdown text={data.body_markdown} headings="document" />;
}
