/** How header is written in a Corefile. */
import { one, rest } from "../../directive/argument.ts";
import { plain, wrongCount } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { steps } from "../../directive/line.ts";
import { property } from "../../directive/property.ts";

const action = keyword(["set", "clear"], {
  anyCase: true,
  unknown: plain("setting up rule: unknown flag action={value:lower}, should be set or clear"),
});

const bit = keyword(["aa", "ra", "rd"], {
  anyCase: true,
  unknown: plain("setting up rule: unknown/unsupported flag={value:lower}"),
  placeholder: "FLAG",
  details: { aa: "Authoritative answer.", ra: "Recursion available.", rd: "Recursion desired." },
});

const rule = {
  action: one(action, { missing: plain("setting up rule: no flag action provided") }),
  flags: rest(bit, {
    min: 1,
    missing: plain("setting up rule: invalid length for flags, at least one should be provided"),
  }),
};

export const directive = defineDirective({
  name: "header",
  since: "1.8.5",
  inChain: true,
  repeat: "each",
  summary: "Sets and clears flags in the headers of queries and responses.",
  // CoreDNS looks only for a block: words on the line are read as further uses.
  args: steps({}, { extra: "leave" }),
  properties: {
    query: property({
      summary: "Changes the query before the next plugins see it.",
      args: rule,
      repeat: "each",
      since: "1.9.4",
    }),
    response: property({
      since: "1.9.4",
      summary: "Changes the response before the client sees it.",
      args: rule,
      repeat: "each",
    }),
  },
  anyCase: true,
  until: { set: "1.12.4", clear: "1.12.4" },
  earlier: [
    {
      before: "1.9.4",
      unknownProperty: plain("seting up rule: unknown flag action={value:lower}, should be set or clear"),
    },
  ],
  unknownProperty: plain("setting up rule: invalid selector={value:lower} should be query or response"),
  endsAfter: ({ lines }) => lines.length > 0,
  finish(uses, complain) {
    if (uses.every(({ lines }) => lines.length === 0)) complain(wrongCount);
  },
});

/** One use of header. */
export type HeaderConfig = ConfigOf<typeof directive>;
