/**
 * How much room the prompt takes beside (wide) or above (narrow) the answers, as somebody drew it in
 * this browser. It is a property of the page's root, so that no key and no drag draws the screen again.
 */
export type Side = "width" | "height";

const KEY = "touchstone:prompt-size";
const PROPERTY: Record<Side, string> = { width: "--ts-prompt-width", height: "--ts-prompt-height" };
type Sizes = Partial<Record<Side, number>>;

function kept(): Sizes {
  try {
    const { width, height } = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Record<string, unknown>;
    return {
      ...(typeof width === "number" ? { width } : {}),
      ...(typeof height === "number" ? { height } : {}),
    };
  } catch {
    // Nothing kept, or nothing that is ours.
    return {};
  }
}

export function applySize(side: Side, pixels: number): void {
  document.documentElement.style.setProperty(PROPERTY[side], `${String(Math.round(pixels))}px`);
}

export function applyKeptSizes(): void {
  const { width, height } = kept();
  if (width !== undefined) applySize("width", width);
  if (height !== undefined) applySize("height", height);
}

/** Keeps the size; null: as it was before anybody drew. */
export function keepSize(side: Side, pixels: number | null): void {
  const sizes = kept();
  if (pixels === null) {
    delete sizes[side];
    document.documentElement.style.removeProperty(PROPERTY[side]);
  } else {
    sizes[side] = Math.round(pixels);
    applySize(side, pixels);
  }
  try {
    localStorage.setItem(KEY, JSON.stringify(sizes));
  } catch {
    // Full or refused: it holds until the page is left.
  }
}
