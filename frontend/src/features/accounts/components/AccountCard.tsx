import { Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./AccountCard.module.css";

interface AccountCardProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** The one card of the pages before the login. */
export function AccountCard({ title, description, children }: AccountCardProps) {
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <svg className={classes.logo} viewBox="0 0 24 24" aria-hidden="true">
          <rect x="1" y="1" width="22" height="22" rx="6" />
          <path d="M7 16.5 17 6.5M7 11.5 12 6.5M12 16.5 17 11.5" />
        </svg>
        Touchstone
      </div>
      <Paper className={classes.card} withBorder radius="lg" p="xl">
        <Title order={1} size="h3">
          {title}
        </Title>
        {description !== undefined && (
          <Text c="dimmed" size="sm" mt={4} component="div">
            {description}
          </Text>
        )}
        <div className={classes.body}>{children}</div>
      </Paper>
    </main>
  );
}
