/** What of a long text has not been on the screen yet. */
import { useEffect, useState, type RefObject } from "react";

export interface Reading {
  /** The headings that were not in sight yet, in their order. */
  left: readonly string[];
  /** The end has been in sight. */
  done: boolean;
}

const START: Reading = { left: [], done: false };

/** Follows how far a text was read; what was in sight once is not asked for again. */
export function useReading(text: RefObject<HTMLElement | null>): Reading {
  const [reading, setReading] = useState(START);
  useEffect(() => {
    let deepest = 0;
    const look = () => {
      const element = text.current;
      if (element === null) return;
      const box = element.getBoundingClientRect();
      deepest = Math.max(deepest, window.innerHeight - box.top);
      const headings = [...element.querySelectorAll("h2, h3")];
      const left = headings
        .filter((heading) => heading.getBoundingClientRect().top - box.top > deepest)
        .map((heading) => heading.textContent.trim());
      const next = { left, done: deepest >= box.height };
      setReading((before) => (before.done || same(before, next) ? before : next));
    };
    // Formulas, code and questions change its height after the first look.
    const frame = requestAnimationFrame(look);
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
    };
  }, [text]);
  return reading;
}

function same(one: Reading, other: Reading): boolean {
  return one.done === other.done && one.left.length === other.left.length;
}
