/**
 * On a phone the focus goes along with what is read: ranks are given in the dock, far from the card,
 * and must never reach an answer that was scrolled away.
 *
 * Only a person's own scrolling moves it. Where a tap on the strip scrolls, cards only pass by.
 */
import { useCallbackRef } from "@mantine/hooks";
import { useEffect, useRef, type RefObject } from "react";

import type { Layout } from "../../task/hooks/useLayout";
import type { Bench } from "./useBench";

/** A line below the stuck head: the card on it is the one that is read. Thinner than a gap. */
const LINE = "-15% 0px -84.5% 0px";
const HANDS = ["touchmove", "wheel", "keydown", "pointerdown"] as const;

interface Watch {
  byHand: RefObject<boolean>;
  isFocused: (slot: string) => boolean;
  onRead: (slot: string) => void;
}

export function useFocusInSight(layout: Layout, bench: Bench): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const byHand = useRef(false);
  const { focused, follow, order, focusInPlace } = bench;
  const isFocused = useCallbackRef((slot: string) => slot === focused);
  const onRead = useCallbackRef((slot: string) => {
    if (slot !== focused) focusInPlace(slot);
  });
  useEffect(() => {
    if (follow) byHand.current = false;
  }, [focused, follow]);
  useEffect(() => {
    // Answers that change places pass by too.
    byHand.current = false;
  }, [order]);
  useEffect(() => {
    const element = list.current;
    if (layout !== "phone" || element === null) return;
    return watch(element, { byHand, isFocused, onRead });
  }, [layout, order, isFocused, onRead]);
  return list;
}

const slotOf = (card: Element): string => (card as HTMLElement).dataset.slot ?? "";

/** @returns What ends it. */
function watch(list: HTMLElement, { byHand, isFocused, onRead }: Watch): () => void {
  let read: string | null = null;
  const line = new IntersectionObserver(
    (entries) => {
      const entered = entries.filter(({ isIntersecting }) => isIntersecting).at(-1);
      if (entered === undefined) return;
      read = slotOf(entered.target);
      if (byHand.current) onRead(read);
    },
    { root: list, rootMargin: LINE },
  );
  // A card further down that was tapped keeps the focus until it is out of sight.
  const sight = new IntersectionObserver(
    (entries) => {
      const gone = entries.some(({ isIntersecting, target }) => !isIntersecting && isFocused(slotOf(target)));
      if (gone && read !== null && byHand.current) onRead(read);
    },
    { root: list },
  );
  for (const card of list.querySelectorAll("[data-slot]")) {
    line.observe(card);
    sight.observe(card);
  }
  const hand = () => {
    byHand.current = true;
  };
  for (const type of HANDS) list.addEventListener(type, hand, { passive: true });
  return () => {
    line.disconnect();
    sight.disconnect();
    for (const type of HANDS) list.removeEventListener(type, hand);
  };
}
