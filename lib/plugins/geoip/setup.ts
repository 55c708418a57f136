/** Opens the database and looks one address up, as CoreDNS does when it is set up. */

import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createGeoip } from "./handler.ts";
import { LookUps, type Schema } from "./lookups.ts";
import { openDatabase } from "./maxmind/database.ts";
import { asn, city, providesOf } from "./schemas.ts";

/** The address whose records CoreDNS reads to find out what the database has. */
const PROBE = Uint8Array.of(127, 0, 0, 1);

const SCHEMAS: readonly Schema[] = ["city", "asn"];

export const setup = defineSetup(directive, ([use], { host, problem }) => {
  if (use === undefined) return undefined;
  const { value: path, at } = use.args.database;
  const opened = open(path, host.files);
  if (typeof opened === "string") {
    const { file, line } = use.last;
    // No file is named by nothing, on any machine.
    const cause = path === "" ? "text" : "here";
    return problem(`plugin/geoip: ${file}:${line} - Error during parsing: ${opened}`, { at, cause });
  }
  const subnetAt = use.properties["edns-subnet"]?.at;
  return createGeoip({ file: path, lookUps: opened, subnetAt }, host.log.forPlugin("geoip"));
});

/** A database for each schema that it has; or what CoreDNS says of one that it cannot use. */
function open(path: string, files: Files): readonly LookUps[] | string {
  const file = files.read(path);
  const opening = (why: string): string => `failed to open database file: ${why}`;
  if (file.kind === "error") return opening(file.text);
  if (file.bytes.length === 0) return opening("file is empty");
  const database = openDatabase(file.bytes);
  if (!database.ok) return opening(database.error);
  const { type } = database.value;
  const provides = providesOf(type);
  if (provides === undefined) return opening(`geoip2: reader does not support the ${quote(type)} database type`);
  const lookUps: LookUps[] = [];
  for (const schema of SCHEMAS) {
    if (!provides[schema]) continue;
    const record = database.value.lookup(PROBE, schema === "city" ? city : asn);
    if (!record.ok) {
      const name = path.split("/").findLast((part) => part !== "") ?? "/";
      return `unexpected failure looking up database ${quote(name)} schema ${quote(schema)}: ${record.error}`;
    }
    lookUps.push(new LookUps(database.value, schema));
  }
  return lookUps.length > 0 ? lookUps : "database does not provide any supported schema (city, asn)";
}
