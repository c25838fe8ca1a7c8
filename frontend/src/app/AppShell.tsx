/** The header over every page but the workspace: where to go, and who is logged in. */
import { Avatar, Menu, SegmentedControl, Switch, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { logOut } from "@/features/accounts/api";
import { messageOf } from "@/lib/errors";
import { managed, useMe, useSetPreferences } from "@/lib/me";

import classes from "./AppShell.module.css";

export function AppShell({ children }: { children: ReactNode }) {
  const me = useMe();
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to the content
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.brand}>
          <Brand />
        </Link>
        <nav className={classes.nav} aria-label="Main">
          <Link to="/" activeOptions={{ exact: true }} className={classes.link}>
            Work
          </Link>
          <Link to="/history" className={classes.link}>
            History
          </Link>
          <Link to="/me" className={classes.link}>
            Me
          </Link>
          {(me.is_staff || managed(me.memberships).length > 0) && (
            <Link to="/projects" className={classes.link}>
              Projects
            </Link>
          )}
        </nav>
        <UserMenu name={me.name || me.email} email={me.email} />
      </header>
      <main id="content" className={classes.content}>
        {children}
      </main>
    </div>
  );
}

export function Brand() {
  return (
    <>
      <Logo />
      <span className={classes.word}>Touchstone</span>
    </>
  );
}

export function Logo() {
  return (
    <svg className={classes.logo} viewBox="0 0 24 24" aria-hidden="true">
      <rect x="1" y="1" width="22" height="22" rx="6" />
      <path d="M7 16.5 17 6.5" />
      <path d="M7 11.5 12 6.5" opacity=".55" />
      <path d="M12 16.5 17 11.5" opacity=".55" />
    </svg>
  );
}

function UserMenu({ name, email }: { name: string; email: string }) {
  const me = useMe();
  const setPreferences = useSetPreferences();
  const { setColorScheme } = useMantineColorScheme();
  const leave = useLogOut();
  return (
    <Menu position="bottom-end" width={250} shadow="md" closeOnItemClick={false}>
      <Menu.Target>
        <UnstyledButton className={classes.user} aria-label={`Account of ${name}`}>
          <Avatar name={name} color="accent" size={30} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <b>{name}</b>
          <span>{email}</span>
        </div>
        <Menu.Divider />
        <div className={classes.setting}>
          <span id="color-scheme">Appearance</span>
          <SegmentedControl
            aria-labelledby="color-scheme"
            size="xs"
            fullWidth
            value={me.preferences.color_scheme}
            onChange={(value) => {
              const scheme = value;
              setColorScheme(scheme);
              setPreferences({ color_scheme: scheme });
            }}
            data={[
              { value: "auto", label: "Auto" },
              { value: "light", label: "Light" },
              { value: "dark", label: "Dark" },
            ]}
          />
        </div>
        <div className={classes.setting}>
          <Switch
            label="Single-key shortcuts"
            checked={me.preferences.single_key_shortcuts}
            onChange={(event) => {
              setPreferences({ single_key_shortcuts: event.currentTarget.checked });
            }}
          />
        </div>
        <Menu.Divider />
        <Menu.Item onClick={leave}>Log out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Leaves by a full load of the page: nothing of this user stays in memory. */
function useLogOut(): () => void {
  const queryClient = useQueryClient();
  return () => {
    logOut().then(
      () => {
        queryClient.clear();
        window.location.assign("/login");
      },
      (error: unknown) => {
        notifications.show({ title: "Still logged in", message: messageOf(error), color: "red" });
      },
    );
  };
}
