/** Files of AWS profiles: `~/.aws/config` and `~/.aws/credentials` (AWS SDK for Go, shared configuration). */

import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";

/** The settings of a profile by their names in lower case. */
export type Profile = ReadonlyMap<string, string>;

/** Where profiles are. */
export interface ProfileFiles {
  /** Its sections are called `default` and `profile NAME`. */
  readonly config: string;
  /** Its sections are called by the names of their profiles; what it says counts. */
  readonly credentials: string;
}

/** A profile, both files taken together; undefined when neither has it. Files that are not there have none. */
export function readProfile(name: string, { config, credentials }: ProfileFiles, files: Files): Profile | undefined {
  const fromConfig = readSections(config, files);
  const ofConfig = fromConfig.get(`profile ${name}`) ?? (name === "default" ? fromConfig.get(name) : undefined);
  const ofCredentials = readSections(credentials, files).get(name);
  if (ofConfig === undefined && ofCredentials === undefined) return undefined;
  return new Map([...(ofConfig ?? []), ...(ofCredentials ?? [])]);
}

function readSections(path: string, files: Files): ReadonlyMap<string, Profile> {
  const sections = new Map<string, Map<string, string>>();
  const file = files.read(path);
  if (file.kind === "error") return sections;
  let section: Map<string, string> | undefined;
  for (const line of octetString(file.bytes).split(/\r?\n/)) {
    const head = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (head !== undefined) {
      const name = head.trim().replace(/\s+/g, " ");
      section = sections.get(name) ?? new Map();
      sections.set(name, section);
      continue;
    }
    // A line that begins with a blank belongs to the setting above.
    const setting = /^([^\s#;=][^=]*)=(.*)$/.exec(line);
    const [key, value] = [setting?.[1], setting?.[2]];
    if (key === undefined || value === undefined) continue;
    section?.set(key.trim().toLowerCase(), value.replace(/\s[#;].*$/, "").trim());
  }
  return sections;
}
