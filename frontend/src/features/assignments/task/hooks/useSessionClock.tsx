/** The clock of the task on the screen: active and wall time, and how long it is still held. */
import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";

import type { Assignment } from "@/lib/api-types";
import { hasCode } from "@/lib/errors";
import { serverNow } from "@/lib/server-clock";

import { assignmentQuery, sendHeartbeat } from "../../api";
import { leaseView, type LeaseView } from "../state/lease";
import { useActiveTime } from "./useActiveTime";
import type { Revising } from "./useDraft";

const HELD: LeaseView = { phase: "held", secondsLeft: 0 };

export interface SessionClock {
  activeSeconds: number;
  /** The same figure without waiting for a render. */
  readActive: () => number;
  /** Seconds since this page put the task on the screen. */
  readWall: () => number;
  lease: LeaseView;
  /** The server said that the task went to somebody else. */
  lost: boolean;
  stillHere: () => void;
}

/** What of the clock can be asked for; the same all the time, so that nothing is drawn again. */
export type Readings = Pick<SessionClock, "readActive" | "readWall">;

const ClockContext = createContext<SessionClock | null>(null);
const ReadingsContext = createContext<Readings | null>(null);

const OUTSIDE = "Only for use inside a task's screen.";

export function useSessionClock(): SessionClock {
  const clock = useContext(ClockContext);
  if (clock === null) throw new Error(OUTSIDE);
  return clock;
}

export function useReadings(): Readings {
  const readings = useContext(ReadingsContext);
  if (readings === null) throw new Error(OUTSIDE);
  return readings;
}

interface SessionClockProps {
  assignment: Assignment;
  revising: Revising | null;
  children: ReactNode;
}

export function SessionClockProvider({ assignment, revising, children }: SessionClockProps) {
  const held = useHeartbeat(assignment, revising === null);
  const { beat } = held;
  const initial = revising === null ? assignment.active_seconds : 0;
  const time = useActiveTime({ initial, beat, onBack: () => { beat(time.read()); } });
  const readWall = useWallTime();
  useRemembered(assignment.id, revising === null, time.read);
  const { seconds, read } = time;
  const { lease, lost } = held;
  const value = useMemo(
    () => ({
      activeSeconds: seconds,
      readActive: read,
      readWall,
      lease,
      lost,
      stillHere: () => {
        beat(read());
      },
    }),
    [seconds, read, readWall, lease, lost, beat],
  );
  const readings = useMemo(() => ({ readActive: read, readWall }), [read, readWall]);
  return (
    <ReadingsContext value={readings}>
      <ClockContext value={value}>{children}</ClockContext>
    </ReadingsContext>
  );
}

function useHeartbeat(assignment: Assignment, wanted: boolean) {
  const until = useRef(Date.parse(assignment.lease_until));
  const [lease, setLease] = useState(HELD);
  const [lost, setLost] = useState(false);
  const { id } = assignment;
  useEffect(() => {
    // A task fetched ahead has a short lease; opening it brings a longer one.
    until.current = Math.max(until.current, Date.parse(assignment.lease_until));
  }, [assignment.lease_until]);
  useEffect(() => {
    if (!wanted) return undefined;
    const tick = setInterval(() => {
      const view = leaseView(until.current, serverNow());
      setLease((last) => (view.phase === "held" && last.phase === "held" ? last : view));
    }, 1000);
    return () => {
      clearInterval(tick);
    };
  }, [wanted]);
  const beat = useCallback(
    (seconds: number) => {
      if (!wanted) return;
      sendHeartbeat(id, seconds).then(
        ({ lease_until: leaseUntil }) => {
          until.current = Date.parse(leaseUntil);
          setLost(false);
        },
        (error: unknown) => {
          // A beat that got no answer is made good by the next; the draft's sign tells of it.
          if (hasCode(error, "assignment_expired")) setLost(true);
        },
      );
    },
    [id, wanted],
  );
  return { lease, lost, beat };
}

function useWallTime(): () => number {
  const opened = useRef(0);
  useEffect(() => {
    opened.current = Date.now();
  }, []);
  return useCallback(() => Math.round((Date.now() - opened.current) / 1000), []);
}

/** Coming back to a task goes on with its time, not with that of when it was fetched. */
function useRemembered(id: string, wanted: boolean, read: () => number): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!wanted) return undefined;
    return () => {
      client.setQueryData(assignmentQuery(id).queryKey, (known) =>
        known === undefined ? known : { ...known, active_seconds: read() },
      );
    };
  }, [client, id, wanted, read]);
}
