import { lazy, type ComponentType, type LazyExoticComponent } from "react";

/** A component by its name from a module that is loaded when it is first drawn. */
export function lazyNamed<Props extends object, Name extends string>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: (await load())[name] }));
}
