import { Suspense } from "react";

import { PageLoader } from "@/components/PageLoader";
import { lazyNamed } from "@/lib/lazy";

import type { SessionOptions } from "../hooks/useSession";
// Each kind of work loads its own screen alone.
const DemonstrationScreen = lazyNamed(() => import("./DemonstrationScreen"), "DemonstrationScreen");
const RankingScreen = lazyNamed(() => import("./RankingScreen"), "RankingScreen");

/** The screen for the kind of work at hand. */
export function AssignmentScreen(props: SessionOptions) {
  const { kind } = props.assignment;
  const writes = kind === "demonstration" || kind === "prompt";
  return (
    <Suspense fallback={<PageLoader />}>
      {writes ? <DemonstrationScreen {...props} /> : <RankingScreen {...props} />}
    </Suspense>
  );
}
