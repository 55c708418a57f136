/** The zone of a master file that no Corefile names: what the file itself says, or its name. */

import { RRType } from "../../dns/iana/rrtype.ts";
import type { Name } from "../../dns/name/name.ts";
import { ROOT, readName } from "../../dns/name/name.ts";
import { fileNameOf } from "../../go/path.ts";
import { nameOf } from "./context.ts";
import { parseEntries } from "./parse.ts";

/** The zone, as far as anybody can tell; undefined when nothing tells. */
export function guessOrigin(path: string, text: string): Name | undefined {
  return originInText(text) ?? originOfFileName(path);
}

/** The owner of the SOA record, when it is absolute or stands below an absolute $ORIGIN. */
function originInText(text: string): Name | undefined {
  let origin: Name | undefined;
  for (const parsed of parseEntries(text)) {
    if (parsed.kind === "directive" && parsed.name === "$ORIGIN") {
      const [name] = parsed.args;
      origin = name === undefined ? origin : (nameOf(name.text, origin) ?? origin);
    } else if (parsed.kind === "record" && parsed.typeCode === RRType.SOA) {
      return parsed.owner === undefined ? origin : nameOf(parsed.owner.text, origin);
    }
  }
  return origin;
}

/** `db.example.org`, `example.org.zone`, `example.org.db`, `db.example.org.signed`. */
function originOfFileName(path: string): Name | undefined {
  const file = fileNameOf(path);
  const name = /^(?:db|named)\.(.+?)(?:\.signed)?$/i.exec(file)?.[1] ?? /^(.+)\.(?:zone|db|signed)$/i.exec(file)?.[1];
  const read = name === undefined ? undefined : readName(`${name.replace(/\.$/, "")}.`);
  return read === ROOT ? undefined : read;
}
