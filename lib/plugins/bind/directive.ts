/** The grammar of bind. */
import { rest } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { text } from "../../directive/kinds/text.ts";
import { line } from "../../directive/line.ts";
import { property } from "../../directive/property.ts";

const address = named(text, {
  placeholder: "ADDRESS|INTERFACE",
  expects: "an IP address of this machine, or the name of a network interface",
});

export const directive = defineDirective({
  name: "bind",
  since: "001",
  inChain: false,
  role: "addresses",
  repeat: "each",
  summary: "Sets the addresses to listen on.",
  args: line(
    { addresses: rest(address, { min: 1, placeholder: "ADDRESS|INTERFACE" }) },
    { missing: plain("at least one address or interface name is expected") },
  ),
  properties: {
    except: property({
      since: "1.8.4",
      summary: "Addresses and interfaces to leave out.",
      args: line(
        { addresses: rest(address, { min: 1, placeholder: "ADDRESS|INTERFACE" }) },
        { missing: plain("at least one address or interface must be given to except subdirective") },
      ),
    }),
  },
  unknownProperty: plain("invalid option {value:q}"),
  // It looked for no block, and took its brace for another use.
  earlier: [{ before: "1.8.4", unknownProperty: plain("at least one address is expected") }],
});
