/** Opens the database and looks one address up as CoreDNS does when it is set up; this engine does not use it yet. */

import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { openDatabase } from "./maxmind/database.ts";
import { asn, city, providesOf } from "./schemas.ts";

/** The address whose records CoreDNS reads to find out what the database has. */
const PROBE = "127.0.0.1";

export const setup = defineSetup(directive, ([use], { host, problem, notServedYet }) => {
  if (use === undefined) return undefined;
  const { value: path, at } = use.args.database;
  const fault = faultOf(path, host.files);
  if (fault !== undefined) {
    const { file, line } = use.last;
    // No file is named by nothing, on any machine.
    const cause = path === "" ? "text" : "here";
    return problem(`plugin/geoip: ${file}:${line} - Error during parsing: ${fault}`, { at, cause });
  }
  notServedYet();
  return undefined;
});

/** What CoreDNS says of a database that it cannot use. */
function faultOf(path: string, files: Files): string | undefined {
  const file = files.read(path);
  const opening = (why: string): string => `failed to open database file: ${why}`;
  if (file.kind === "error") return opening(file.text);
  if (file.bytes.length === 0) return opening("file is empty");
  const database = openDatabase(file.bytes);
  if (!database.ok) return opening(database.error);
  const { type } = database.value;
  const provides = providesOf(type);
  if (provides === undefined) return opening(`geoip2: reader does not support the ${quote(type)} database type`);
  for (const schema of ["city", "asn"] as const) {
    if (!provides[schema]) continue;
    const record = database.value.lookup(PROBE, schema === "city" ? city : asn);
    if (record.ok) continue;
    const name = path.split("/").findLast((part) => part !== "") ?? "/";
    return `unexpected failure looking up database ${quote(name)} schema ${quote(schema)}: ${record.error}`;
  }
  return provides.city || provides.asn ? undefined : "database does not provide any supported schema (city, asn)";
}
