/** From directives to handler (CoreDNS, plugin rewrite, set-up). */

import type { Message } from "../../dns/message/message.ts";
import { readName } from "../../dns/name/name.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { buildRule } from "./build-rule.ts";
import { directive } from "./directive.ts";
import { draftRecord } from "./draft.ts";
import { createRewrite } from "./handler.ts";
import type { Resolve, Resolved } from "./rule.ts";

export const setup = defineSetup(directive, (uses, { block, host }) => {
  const rules = uses.map(({ args }) => buildRule(args));
  for (const { repeatedOption } of rules) if (repeatedOption !== undefined) block.repeatOption(repeatedOption);
  const resolved = (message: Message | undefined): Resolved | undefined => {
    if (message === undefined) host.log.error("upstream lookup returned nil");
    else return { records: message.answer.map(draftRecord), truncated: message.truncated };
  };
  const resolve: Resolve = ({ query, why }, target) => {
    const name = readName(target.endsWith(".") ? target : `${target}.`);
    if (name === undefined) return resolved(undefined);
    const found = lookUp(block, query, { name, type: query.qtype, depth: query.depth + 1, why });
    return found instanceof Promise ? found.then(resolved) : resolved(found);
  };
  return createRewrite(rules, resolve);
});
