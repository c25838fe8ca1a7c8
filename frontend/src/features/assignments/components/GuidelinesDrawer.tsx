/** The guideline release that this assignment is judged under, beside the work. */
import { Drawer, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/ErrorState";
import { Markdown } from "@/components/markdown/Markdown";
import { api, unwrap } from "@/lib/client";

interface GuidelinesDrawerProps {
  guideline: { id: string; number: string };
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
      title={`Guidelines ${guideline.number}`}
    >
      <GuidelineBody id={guideline.id} />
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
