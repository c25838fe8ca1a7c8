/**
 * Puts a prefetched assignment on the screen for good.
 *
 * It is shown at once; meanwhile the server is told (full lease) and checks that it is still
 * ours and that the guidelines have not changed since.
 */
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";

import type { Assignment, TaskKind } from "@/lib/api-types";
import { hasCode, hasStatus } from "@/lib/errors";

import { assignmentQuery, openAssignment } from "../../api";

const AGAIN_AFTER_MS = 5000;

export function useOpened(assignment: Assignment, kind: TaskKind | undefined): void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { id, opened, project } = assignment;
  useEffect(() => {
    if (opened) return undefined;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const params = { projectId: project.id };
    const search = kind === undefined ? {} : { kind };
    const onRefused = async (error: unknown) => {
      if (left) return;
      if (hasCode(error, "must_acknowledge", "must_pass_quiz")) {
        await navigate({
          to: "/projects/$projectId/guidelines",
          params,
          search: { ...search, work: true },
          replace: true,
        });
      } else if (hasStatus(error, 404, 409)) {
        notifications.show({ message: "That task went to somebody else. Here is another one." });
        await navigate({ to: "/work/$projectId", params, search, replace: true });
      }
      // Anything else is the network: the draft's sign shows it. The lease is asked for again.
      else timer = setTimeout(open, AGAIN_AFTER_MS);
    };
    const open = () => {
      openAssignment(id).then((fresh) => {
        queryClient.setQueryData(assignmentQuery(id).queryKey, fresh);
      }, onRefused);
    };
    open();
    window.addEventListener("online", open);
    return () => {
      left = true;
      clearTimeout(timer);
      window.removeEventListener("online", open);
    };
  }, [queryClient, navigate, id, opened, project.id, kind]);
}
