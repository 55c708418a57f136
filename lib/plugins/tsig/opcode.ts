/** Opcodes by the names that CoreDNS has for them. */
import { wrongCount } from "../../directive/complaint.ts";
import { type Kind, refused, taken } from "../../directive/kind.ts";
import { Opcode, opcodeByName } from "../../dns/iana/opcode.ts";

/** An opcode in capitals. */
export const opcode: Kind<number> = {
  name: "opcode",
  look: "type",
  placeholder: "OPCODE",
  expects: "an opcode such as UPDATE",
  suggestions: Object.keys(Opcode)
    .filter((name) => opcodeByName(name) !== undefined)
    .map((text) => ({ text })),
  read(text) {
    const code = opcodeByName(text);
    return code === undefined ? refused(wrongCount) : taken(code);
  },
};
