/** Mantine's looks with the router's typed addresses. */
import { Anchor, Button, type AnchorProps, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type Rest<Props> = Omit<ComponentPropsWithRef<"a">, keyof Props>;

function ButtonBase(props: ButtonProps & Rest<ButtonProps>) {
  return <Button component="a" {...props} />;
}

function AnchorBase(props: AnchorProps & Rest<AnchorProps>) {
  return <Anchor {...props} />;
}

export const ButtonLink = createLink(ButtonBase);
export const AnchorLink = createLink(AnchorBase);
