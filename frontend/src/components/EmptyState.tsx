/** A page or panel with nothing in it yet: what would be here, and what to do about it. */
import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./EmptyState.module.css";

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  /** Buttons or links. */
  actions?: ReactNode;
  /** A single character or small drawing; decorative. */
  symbol?: ReactNode;
}

export function EmptyState({ title, children, actions, symbol }: EmptyStateProps) {
  return (
    <Stack className={classes.root} align="center" gap="xs">
      {symbol !== undefined && (
        <div className={classes.symbol} aria-hidden="true">
          {symbol}
        </div>
      )}
      <Title order={2} size="h4">
        {title}
      </Title>
      {children !== undefined && (
        <Text c="dimmed" size="sm" maw={460} component="div">
          {children}
        </Text>
      )}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </Stack>
  );
}
