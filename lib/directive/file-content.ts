/** What a file holds that an argument names, and how the plugin takes it. */

import type { CanonicalName } from "../dns/name/name.ts";

/** What a plugin does with a master file that it cannot take. */
export interface ZoneReader {
  /** `error` when CoreDNS does not start then, `warning` when it goes on without the zone. */
  readonly severity: "error" | "warning";
  /** What CoreDNS says, given the text about the file. */
  says(text: string, origin: CanonicalName): string;
  /** What to do when it is read for the root and is of another zone; `zone` is the one in the file, when it has one. */
  helpForRoot?(zone: string | undefined): string;
}

/** Tells the zone of a file by its name, without the folder; undefined for files that are left alone. */
type ZoneOfFile = (name: string) => CanonicalName | undefined;

/** What a file holds. */
export type FileContent =
  /** A master file, read for the zones on the same line, or for those of the server block. */
  | { readonly kind: "zone-file"; readonly reader: ZoneReader }
  /** The form of /etc/hosts. */
  | { readonly kind: "hosts-file" }
  /** A folder of master files; `zoneOfFile` reads the words behind it on its line. */
  | {
      readonly kind: "zone-folder";
      readonly reader: ZoneReader;
      zoneOfFile(words: readonly string[]): ZoneOfFile | undefined;
    }
  | { readonly kind: "other" };
