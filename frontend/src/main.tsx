import "@fontsource-variable/inter/index.css";
import "./app/styles/mantine";
import "./app/styles/tokens.css";
import "./app/styles/base.css";

import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { Providers } from "./app/providers";
import { createAppRouter } from "./app/router";
import { sweepJournals } from "./lib/journal";
import { shareNonce } from "./lib/nonce";
import { createQueryClient } from "./lib/query";

shareNonce();
sweepJournals();
const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root to draw into.");
createRoot(root).render(
  <StrictMode>
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
