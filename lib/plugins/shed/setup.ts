/** From directive to what is set up: it works on plain DNS only, and this engine does not shed load yet. */

import { keyText } from "../../corefile/keys.ts";
import { quote } from "../../go/quote.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, ([use], { block, problem, notServedYet }) => {
  const other = block.allKeys.find(({ transport }) => transport !== "dns");
  if (other !== undefined && use !== undefined) {
    const { file, line } = use.last;
    const text = `only plain DNS server blocks are supported; ${quote(keyText(other))} uses transport ${quote(other.transport)}`;
    return problem(`plugin/shed: ${file}:${line} - Error during parsing: ${text}`, { at: other.at });
  }
  notServedYet();
  return undefined;
});
