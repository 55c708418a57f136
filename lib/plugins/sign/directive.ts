/** How sign is written in a Corefile. */
import { one, rest } from "../../directive/argument.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { folder, written, zoneFile } from "../../directive/kinds/file.ts";
import { zone } from "../../directive/kinds/zone.ts";
import { line, steps } from "../../directive/line.ts";
import { property } from "../../directive/property.ts";
import { keyLine, ONE_FOLDER } from "./key-line.ts";

/** It goes on without signing. */
const masterFile = zoneFile({ severity: "warning", says: (text) => text });

export const directive = defineDirective({
  name: "sign",
  since: "1.6.3",
  inChain: false,
  repeat: "each",
  atDesk: { writesInto: { property: "directory", otherwise: "/var/lib/coredns" } },
  summary: "Signs zone files and keeps the signatures fresh.",
  args: steps({
    file: one(masterFile, { summary: "The master file to sign; relative to root." }),
    zones: rest(zone, { summary: "The zones to sign it for; the server block's by default." }),
  }),
  properties: {
    key: property({
      summary: "Keys to sign with: each signs the whole zone.",
      repeat: "each",
      args: keyLine,
    }),
    directory: property({
      summary: "Where signed files are written, as db.ZONE.signed; /var/lib/coredns by default.",
      args: line(
        { folder: one(written(folder), { summary: "A folder; relative to root." }) },
        { missing: ONE_FOLDER, extra: ONE_FOLDER },
      ),
    }),
  },
});

/** One use of sign. */
export type SignConfig = ConfigOf<typeof directive>;
