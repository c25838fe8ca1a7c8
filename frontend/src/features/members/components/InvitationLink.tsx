/** An invitation's link, which the server tells once. */
import { Button, Group, Stack } from "@mantine/core";

import { CopyField } from "@/components/CopyField";

import { TEXT } from "../strings";

interface InvitationLinkProps {
  email: string;
  link: string;
  onDone: () => void;
}

export function InvitationLink({ email, link, onDone }: InvitationLinkProps) {
  return (
    <Stack>
      <CopyField label={`Link for ${email}`} value={link} description={TEXT.linkOnce} />
      <Group justify="flex-end">
        <Button onClick={onDone}>I have the link</Button>
      </Group>
    </Stack>
  );
}
