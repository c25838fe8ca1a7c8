import classes from "./Key.module.css";

interface KeyProps {
  children: string;
}

/** A key on a button: a hint for the eyes; screen readers get `aria-keyshortcuts`. */
export function Key({ children }: KeyProps) {
  return (
    <kbd className={classes.key} aria-hidden="true">
      {children}
    </kbd>
  );
}
