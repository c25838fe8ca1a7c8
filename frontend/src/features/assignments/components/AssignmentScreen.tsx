import type { SessionOptions } from "../hooks/useSession";
import { DemonstrationScreen } from "./DemonstrationScreen";
import { RankingScreen } from "./RankingScreen";

/** The screen for the kind of work at hand. */
export function AssignmentScreen(props: SessionOptions) {
  const { kind } = props.assignment;
  if (kind === "demonstration" || kind === "prompt") return <DemonstrationScreen {...props} />;
  return <RankingScreen {...props} />;
}
