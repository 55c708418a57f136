/** How transfer is written in a Corefile. */
import { one, rest } from "../../directive/argument.ts";
import { position, withPrefixes } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { type Kind, named, taken } from "../../directive/kind.ts";
import { hostPort } from "../../directive/kinds/address.ts";
import { text } from "../../directive/kinds/text.ts";
import { zone } from "../../directive/kinds/zone.ts";
import { property } from "../../directive/property.ts";
import { parseIp } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";

const EVERYBODY = "*";
const DEFAULT_PORT = "53";

/** Most complaints carry the plugin's name twice. */
const twice = (words: string) => withPrefixes(position(words), "transfer", "transfer");

const address = hostPort(DEFAULT_PORT);

/** A server that may fetch zones and is notified of changes, or everybody. */
const secondary: Kind<string> = {
  name: "host-port",
  look: "address",
  placeholder: "ADDRESS[:PORT]",
  expects: "an IP address, optionally with a port, or * for everybody",
  suggestions: [{ text: EVERYBODY, detail: "Everybody may fetch the zones; nobody is notified of changes." }],
  read: (word) => (word === EVERYBODY ? taken(word) : address.read(word)),
};

/** CoreDNS looks at what it is only when it knows that it is the first. */
const source = named(
  { ...text, name: "ip", look: "address" },
  { placeholder: "ADDRESS", expects: "an IP address of this machine such as 192.0.2.1" },
);

export const directive = defineDirective({
  name: "transfer",
  since: "1.6.5",
  inChain: true,
  exits: () => [
    { on: "transfer by a server named here", leads: "answer", to: "the whole zone" },
    { on: "other transfers", leads: "end", to: "REFUSED" },
  ],
  repeat: "each",
  summary: "Lets other servers transfer zones, and notifies them of changes.",
  args: {
    zones: rest(zone, { summary: "The zones that may be transferred; the server block's by default." }),
  },
  meant: { from: "source", allow: "to" },
  properties: {
    to: property({
      summary: "Who may fetch the zones, and is notified of changes: addresses, or * for everybody.",
      repeat: "each",
      args: { addresses: rest(secondary, { min: 1, placeholder: "ADDRESS" }) },
    }),
    source: property({
      since: "1.14.5",
      summary: "The address that NOTIFY messages come from.",
      repeat: "each",
      args: { address: one(source) },
      check({ address: given }, complain, earlier) {
        if (earlier.length > 0) complain(twice("source already specified"));
        else if (parseIp(given.value) === undefined)
          complain(twice(`invalid source address ${quote(given.value)}`), given);
      },
    }),
  },
  unknownProperty: twice("unknown property {value:q}"),
  refine({ properties }, complain) {
    if (properties.to.length === 0) complain(twice("'to' is required"));
  },
});
