/** What is to be saved before another tab goes on with the task on this screen. */
import { createContext, useContext, useEffect } from "react";

export type Yielding = Set<() => Promise<void>>;

export const YieldContext = createContext<Yielding | null>(null);

export function useYield(save: () => Promise<void>): void {
  const yielding = useContext(YieldContext);
  useEffect(() => {
    yielding?.add(save);
    return () => {
      yielding?.delete(save);
    };
  }, [yielding, save]);
}
