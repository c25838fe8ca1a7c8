/** An attempt: its runner until it is handed in, its result from then on. */
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/ErrorState";
import { PageLoader } from "@/components/PageLoader";

import { attemptQuery } from "../api";
import { AttemptResult } from "./AttemptResult";
import { AttemptRunner } from "./AttemptRunner";

export function AttemptPage({ attemptId }: { attemptId: string }) {
  const { data, error, refetch } = useQuery(attemptQuery(attemptId));
  if (data === undefined && error !== null) {
    return <ErrorState error={error} reset={() => void refetch()} />;
  }
  if (data === undefined) return <PageLoader />;
  return data.submitted_at === null ? (
    <AttemptRunner key={data.id} attempt={data} />
  ) : (
    <AttemptResult attempt={data} />
  );
}
