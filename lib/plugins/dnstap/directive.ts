/** How dnstap is written in a Corefile. */
import { one, optional } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { path } from "../../directive/kinds/file.ts";
import { text } from "../../directive/kinds/text.ts";
import { line } from "../../directive/line.ts";
import { flag, property, setting } from "../../directive/property.ts";
import { endpointLine } from "./endpoint-line.ts";

const PAIR_WANTED = position("tls requires cert and key file paths");

export const directive = defineDirective({
  name: "dnstap",
  since: "010",
  inChain: true,
  repeat: "each",
  atDesk: { leftOut: ([first]) => (first === "listen" ? "it lets receivers connect from outside" : undefined) },
  summary: "Sends queries and replies to a dnstap receiver.",
  args: endpointLine,
  properties: {
    skipverify: flag("Does not check the other side's certificate.", { reads: "steps", extra: "leave" }),
    tls: property({
      summary: "The certificate of a listener over TLS.",
      args: line(
        {
          certificate: one(path, { placeholder: "CERT", summary: "The listener's certificate." }),
          key: one(path, { placeholder: "KEY", summary: "The key of the certificate." }),
          authority: optional(path, {
            placeholder: "CA",
            summary: "The authority that signs the receivers' certificates.",
          }),
        },
        { missing: PAIR_WANTED, extra: "ignore" },
      ),
    }),
    identity: setting(
      "The name of this server in messages; the host name by default.",
      one(text, { placeholder: "IDENTITY" }),
    ),
    version: setting("The version in messages; that of CoreDNS by default.", one(text, { placeholder: "VERSION" })),
    extra: setting(
      "Extra text for each message; fields of the log format such as {name} and metadata such as {/forward/upstream} are filled in.",
      one(text, { placeholder: "EXTRA" }),
    ),
  },
  refuseProperty: ({ isListener }, name) =>
    name === "tls" && !isListener ? position("tls directive only valid for listeners") : undefined,
});

export type DnstapConfig = ConfigOf<typeof directive>;
