import { useMediaQuery } from "@mantine/hooks";

/** wide: three columns · medium: prompt on top, rail beside · phone: one column and a dock. */
export type Layout = "wide" | "medium" | "phone";

export function useLayout(): Layout {
  const options = { getInitialValueInEffect: false };
  const wide = useMediaQuery("(min-width: 1180px)", true, options);
  const phone = useMediaQuery("(max-width: 699.98px)", false, options);
  if (phone) return "phone";
  return wide ? "wide" : "medium";
}
