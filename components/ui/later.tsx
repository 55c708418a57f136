/** Parts that a first look at the studio does not show: each is loaded when it is needed, or when the page is at rest. */
import { type ComponentType, lazy, Suspense } from "react";

const loads: (() => Promise<unknown>)[] = [];

/** A component that is loaded when it is first shown. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  loads.push(load);
  const Part = lazy(async () => ({ default: await load() }));
  return (props) => (
    <Suspense fallback={null}>
      <Part {...props} />
    </Suspense>
  );
}

/** Loads all of them, so that each is there at once when it is wanted. */
export function loadTheRest(): void {
  // Of a server that went away the part itself will tell.
  for (const load of loads) void load().catch(() => undefined);
}
