/** Invites somebody, from wherever an admin looks for it. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

import { InviteForm } from "./InviteForm";
import { OnceModal } from "./OnceModal";

export function InviteButton({ projectId }: { projectId: string }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button onClick={open}>Invite</Button>
      <OnceModal opened={opened} onClose={close} title="Invite somebody">
        <InviteForm projectId={projectId} onDone={close} />
      </OnceModal>
    </>
  );
}
