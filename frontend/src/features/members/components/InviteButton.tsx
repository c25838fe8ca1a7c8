/** Invites somebody, from wherever an admin looks for it. */
import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

import { InviteForm } from "./InviteForm";

export function InviteButton({ projectId }: { projectId: string }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button onClick={open}>Invite</Button>
      <Modal opened={opened} onClose={close} title="Invite somebody" centered>
        <InviteForm projectId={projectId} onDone={close} />
      </Modal>
    </>
  );
}
