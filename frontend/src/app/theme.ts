/**
 * Mantine in Touchstone's colours.
 *
 * The accent (#3b4ecb) carries white text at 6.7:1; Mantine's own indigo does not reach the
 * 4.5:1 of WCAG AA. Close buttons of dialogs and messages have no name of their own, hence the label.
 */
import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from "@mantine/core";

const accent: MantineColorsTuple = [
  "#eef0ff",
  "#dfe3fd",
  "#c3caf8",
  "#a3aef4",
  "#8c9bff",
  "#6a79e6",
  "#5062d9",
  "#3b4ecb",
  "#3242ae",
  "#28358c",
];

// Mantine's own greys are neutral; fields and borders in the dark should be of our page's blue.
const dark: MantineColorsTuple = [
  "#e7e9ee",
  "#c3c8d2",
  "#a9b1bf",
  "#7d8695",
  "#464c58",
  "#343943",
  "#23272e",
  "#1d2026",
  "#16181d",
  "#131519",
];

const labelledClose = { closeButtonProps: { "aria-label": "Close" } };

export const theme = createTheme({
  primaryColor: "accent",
  colors: { accent, dark },
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', Consolas, monospace",
  headings: { fontWeight: "650", textWrap: "balance" },
  components: {
    Modal: { defaultProps: labelledClose },
    Drawer: { defaultProps: labelledClose },
    Notification: { defaultProps: labelledClose },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
  },
});

/** Lets Mantine's own surfaces follow the tokens of styles/tokens.css. */
export const variables: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--ts-surface)",
    "--mantine-color-text": "var(--ts-ink)",
    "--mantine-color-dimmed": "var(--ts-muted)",
    "--mantine-color-default": "var(--ts-surface)",
    "--mantine-color-default-hover": "var(--ts-hover)",
    "--mantine-color-default-border": "var(--ts-border-strong)",
    "--mantine-color-default-color": "var(--ts-ink)",
    "--mantine-color-placeholder": "var(--ts-muted)",
    "--mantine-color-error": "var(--ts-danger)",
    "--mantine-color-anchor": "var(--ts-accent)",
    "--mantine-primary-color-light": "var(--ts-accent-soft)",
    "--mantine-primary-color-light-color": "var(--ts-accent-ink)",
    // Mantine's own yellow on yellow has 2.7:1.
    "--mantine-color-yellow-light": "var(--ts-tie)",
    "--mantine-color-yellow-light-color": "var(--ts-tie-ink)",
    // In the dark Mantine's own are full of blood and rust.
    "--mantine-color-red-light": "var(--ts-danger-soft)",
    "--mantine-color-red-light-color": "var(--ts-danger)",
    "--mantine-color-orange-light": "var(--ts-tie)",
    "--mantine-color-orange-light-color": "var(--ts-tie-ink)",
    "--mantine-color-green-light": "var(--ts-good-soft)",
    "--mantine-color-green-light-color": "var(--ts-good)",
    // Mantine's own is black in the dark, and hardly there in the light.
    "--mantine-color-gray-light": "color-mix(in srgb, var(--ts-ink) 9%, transparent)",
    "--mantine-color-gray-light-color": "var(--ts-ink)",
    "--mantine-color-accent-light": "var(--ts-accent-soft)",
    "--mantine-color-accent-light-color": "var(--ts-accent-ink)",
  };
  return { variables: {}, light: shared, dark: shared };
};
