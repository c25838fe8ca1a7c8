/** What jsdom lacks and the components need, and a clean page for every test. */
import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";

configure({ asyncUtilTimeout: 30_000 });

class NoResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

window.matchMedia = (query: string): MediaQueryList => {
  const width = 1440;
  const min = /min-width:\s*([\d.]+)px/.exec(query)?.[1];
  const max = /max-width:\s*([\d.]+)px/.exec(query)?.[1];
  const matches =
    (min !== undefined || max !== undefined) &&
    (min === undefined || width >= Number(min)) &&
    (max === undefined || width <= Number(max));
  const list = new EventTarget() as MediaQueryList;
  return Object.assign(list, {
    matches,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });
};
window.ResizeObserver = NoResizeObserver;
Element.prototype.scrollIntoView = () => undefined;
window.scrollTo = () => undefined;
Object.defineProperty(document, "fonts", { value: new EventTarget() });

beforeEach(() => {
  localStorage.clear();
  document.cookie = "csrftoken=token-of-the-test";
});
afterEach(cleanup);
