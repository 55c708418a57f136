/**
 * The environment variables that a Corefile in the studio sees. A folder may come from anybody: it can give values of its
 * own, and never opens the studio's environment; only the user who starts the studio lets variables of it through.
 */
import { SETTINGS_FILE } from "./settings-file.ts";

/** The user's setting that names the variables to let through. */
export const SETTING = "COREFILE_STUDIO_ENVIRONMENT";
const OWN_PREFIX = "COREFILE_STUDIO_";

/** Whether a variable is one of the studio's own, its token among them. Windows knows no case in names of variables. */
export function isStudiosOwn(name: string): boolean {
  return name.toUpperCase().startsWith(OWN_PREFIX);
}

/** The names in the user's setting, without the studio's own. Commas, colons, semicolons and blanks stand between them. */
export function namesLetThrough(setting: string | undefined): readonly string[] {
  const names = (setting ?? "").split(/[\s,:;]+/).filter((name) => name !== "");
  return [...new Set(names)].filter((name) => !isStudiosOwn(name));
}

/** What to do about a variable that has no value in the studio. */
export function helpForUnset(name: string): string {
  const value = `Give it a value under environment in ${SETTINGS_FILE}`;
  if (isStudiosOwn(name)) return `${value}; a Corefile never sees the studio's own variables.`;
  return `${value}, or start the studio with it set and named in ${SETTING}.`;
}
