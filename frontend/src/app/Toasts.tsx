/** Where toasts appear: a chunk of its own, since none is shown at first. */
import "@mantine/notifications/styles.css";

import { Notifications } from "@mantine/notifications";

export function Toasts() {
  return <Notifications position="bottom-center" autoClose={5000} limit={3} />;
}
