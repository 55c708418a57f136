/** From directive to handler: CoreDNS takes the first use that has rules. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive, type HeaderConfig } from "./directive.ts";
import { createHeader, type HeaderRule } from "./handler.ts";

export const setup = defineSetup(directive, (uses) => {
  const use = uses.find(({ lines }) => lines.length > 0);
  return createHeader(rulesOf(use, "query"), rulesOf(use, "response"));
});

function rulesOf(use: HeaderConfig | undefined, name: "query" | "response"): HeaderRule[] {
  const lines = use?.properties[name] ?? [];
  return lines.flatMap(({ args }) =>
    args.flags.map(({ value }) => ({ flag: value, set: args.action.value === "set" })),
  );
}
