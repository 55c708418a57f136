/** How tsig is written in a Corefile. CoreDNS has one message for everything that is wrong with it. */
import { one, rest } from "../../directive/argument.ts";
import { wrongCount } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { qtype } from "../../directive/kinds/code.ts";
import { path } from "../../directive/kinds/file.ts";
import { secret } from "../../directive/kinds/text.ts";
import { name, zone } from "../../directive/kinds/zone.ts";
import { property } from "../../directive/property.ts";
import { opcode } from "./opcode.ts";
import { required } from "./required.ts";

export const directive = defineDirective({
  name: "tsig",
  since: "1.9.4",
  inChain: true,
  exits: ({ properties }) => [
    ...(properties.require === undefined && properties.require_opcode === undefined
      ? []
      : [{ on: "required and not signed", leads: "end" as const, to: "REFUSED" }]),
    { on: "wrong signature", leads: "end", to: "NOTAUTH" },
  ],
  repeat: { once: wrongCount },
  summary: "Checks and makes transaction signatures (RFC 8945).",
  args: {
    zones: rest(zone, { summary: "The zones whose queries are checked; the server block's by default." }),
  },
  properties: {
    secret: property({
      summary: "A key: its name, and the secret that clients share.",
      repeat: "each",
      args: {
        name: one(name, { summary: "The key's name, a domain name." }),
        key: one(secret, { placeholder: "KEY", summary: "The secret in Base64." }),
      },
      check(args, complain, earlier) {
        if (earlier.some((line) => line.args.name.value === args.name.value)) complain(wrongCount, args.name);
      },
    }),
    secrets: property({
      summary: "A file of keys in the format of named.conf.",
      repeat: "each",
      args: { file: one(path, { summary: "The file; relative to the working folder, not to root." }) },
    }),
    require: property({
      summary: "Queries of these types are refused without a signature; none by default.",
      args: required(qtype({ unknown: wrongCount }), { all: "All types.", none: "No type." }),
    }),
    require_opcode: property({
      since: "1.14.3",
      summary: "Messages with these opcodes are refused without a signature; none by default.",
      args: required(opcode, { all: "All opcodes.", none: "No opcode." }),
    }),
  },
  unknownProperty: wrongCount,
});

/** One use of tsig. */
export type TsigConfig = ConfigOf<typeof directive>;
