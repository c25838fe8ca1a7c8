import { Suspense, useEffect, useState } from "react";

import { PageLoader } from "@/components/PageLoader";
import { hideSaid } from "@/lib/actions";
import { lazyNamed } from "@/lib/lazy";
import { hasLooked, rememberLook } from "@/lib/looked";

import type { SessionOptions } from "./task/hooks/useSession";
import { SessionClockProvider } from "./task/hooks/useSessionClock";
// Each kind of work loads its own screen alone.
const DemonstrationScreen = lazyNamed(() => import("./writing/components/DemonstrationScreen"), "DemonstrationScreen");
const PromptScreen = lazyNamed(() => import("./writing/components/PromptScreen"), "PromptScreen");
const TurnsScreen = lazyNamed(() => import("./writing/components/TurnsScreen"), "TurnsScreen");
const RankingScreen = lazyNamed(() => import("./ranking/components/RankingScreen"), "RankingScreen");
const Veil = lazyNamed(() => import("./task/components/Veil"), "Veil");

/** The screen for the kind of work at hand. */
export function AssignmentScreen(props: SessionOptions) {
  // Toasts of the page before would cover the keys at its foot.
  useEffect(hideSaid, []);
  return (
    <SessionClockProvider assignment={props.assignment} revising={props.revising}>
      <Suspense fallback={<PageLoader />}>
        <Screen {...props} />
      </Suspense>
    </SessionClockProvider>
  );
}

function Screen(props: SessionOptions) {
  const { id, kind, prompt, demonstration_mode: mode } = props.assignment;
  const [looked, setLooked] = useState(() => props.revising !== null || hasLooked(id));
  if (prompt.sensitive && !looked) {
    return (
      <Veil
        {...props}
        onLook={() => {
          rememberLook(id);
          setLooked(true);
        }}
      />
    );
  }
  if (kind === "prompt") return <PromptScreen {...props} />;
  if (kind !== "demonstration") return <RankingScreen {...props} />;
  const several = mode === "assistant_turns" || mode === "both_sides";
  return several ? <TurnsScreen {...props} /> : <DemonstrationScreen {...props} />;
}
