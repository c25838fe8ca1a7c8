import { Center, Loader, VisuallyHidden } from "@mantine/core";

export function PageLoader() {
  return (
    <Center mih={240} h="100%" role="status">
      <Loader type="dots" />
      <VisuallyHidden>Loading…</VisuallyHidden>
    </Center>
  );
}
