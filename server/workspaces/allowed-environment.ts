/** The variables of the studio's own process that a Corefile in it may see: those that the user names. */
import { namesLetThrough, SETTING } from "../../lib/studio-settings/variables.ts";

/** The variables that `COREFILE_STUDIO_ENVIRONMENT` lets through, with their values; those that are not set are missing. */
export function allowedEnvironment(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<string, string>> {
  const entries = namesLetThrough(environment[SETTING]).flatMap((name): [string, string][] => {
    const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}
