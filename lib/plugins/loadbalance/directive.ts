/** The grammar of loadbalance. */
import { one, rest } from "../../directive/argument.ts";
import { plain, position } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { cidr } from "../../directive/kinds/address.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { path } from "../../directive/kinds/file.ts";
import { form, forms, line } from "../../directive/line.ts";
import { property } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "loadbalance",
  since: "001",
  inChain: true,
  repeat: "each",
  summary: "Reorders the address and MX records of each reply.",
  args: forms(
    {
      "": form({}, { properties: ["prefer"] }),
      round_robin: form(line({}, { extra: position("unknown property for round_robin") }), {
        summary: "Shuffles the records.",
        properties: ["prefer"],
      }),
      weighted: form(
        line(
          {
            file: one(path, {
              placeholder: "WEIGHTFILE",
              summary: "The file with names, addresses and their weights.",
            }),
          },
          { missing: position("missing weight file argument"), extra: position("unexpected argument(s)") },
        ),
        { summary: "Draws the first address by weight.", properties: ["reload"] },
      ),
    },
    {
      unknown: plain("unknown policy: {value}"),
      meant: { random: "round_robin", shuffle: "round_robin", rr: "round_robin", wrr: "weighted" },
    },
  ),
  properties: {
    reload: property({
      summary: "How often to check the weight file; 30 s by default, 0s for never.",
      args: line(
        { interval: one(duration, { says: position("invalid reload duration '{value}'") }) },
        { missing: position("reload duration value is missing"), extra: position("unexpected argument") },
      ),
    }),
    prefer: property({
      summary: "Puts addresses in these networks first, in the order of the networks.",
      args: {
        networks: rest(cidr(position("invalid CIDR {value:q}: invalid CIDR address: {value}")), {
          placeholder: "CIDR",
        }),
      },
      repeat: "each",
    }),
  },
});
