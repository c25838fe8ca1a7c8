/** A dialog whose content is shown only now: a stray click or Esc does not close it. */
import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

interface OnceModalProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** Has a button that closes it. */
  children: ReactNode;
}

export function OnceModal({ opened, onClose, title, children }: OnceModalProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      {children}
    </Modal>
  );
}
