/** What every page stands in: theme, server state, toasts. */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { Suspense, type ReactNode } from "react";

import { lazyNamed } from "@/lib/lazy";
import { pageNonce } from "@/lib/nonce";

import { theme, variables } from "./theme";

// What is said before it has loaded waits in the store and is shown then.
const Toasts = lazyNamed(() => import("./Toasts"), "Toasts");

interface ProvidersProps {
  queryClient: QueryClient;
  children: ReactNode;
}

export function Providers({ queryClient, children }: ProvidersProps) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => pageNonce() ?? ""}
    >
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      <Suspense>
        <Toasts />
      </Suspense>
    </MantineProvider>
  );
}
