/** After a question was sent: that it was, and where its answer will stand. */
import { Alert } from "@mantine/core";

export function AskedNotice({ onClose }: { onClose: () => void }) {
  return (
    <Alert
      mb="sm"
      color="green"
      variant="light"
      role="status"
      title="Your question is sent"
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={onClose}
    >
      Reviewers answer it. The answer will stand on your page, “Me”, and among the questions of the project.
    </Alert>
  );
}
