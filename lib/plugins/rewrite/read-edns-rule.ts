/** `edns0 local|nsid|subnet ACTION ... [revert]`. */

import { COMPLAINED, type Complained } from "../../directive/line.ts";
import { describeRune, quote } from "../../go/quote.ts";
import { parseUintAnyBase } from "../../go/strconv.ts";
import { utf8Octets } from "../../text/octets.ts";
import { isLabel } from "./read-name-rule.ts";
import type { EdnsAction, EdnsRule } from "./rule-config.ts";
import { type RuleWords, textAt } from "./words-of-rule.ts";

/** Names in braces whose values every query has. */
export const VARIABLES: readonly string[] = [
  "{qname}",
  "{qtype}",
  "{client_ip}",
  "{client_port}",
  "{protocol}",
  "{server_ip}",
  "{server_port}",
];

/** Reads the words of an EDNS rule. */
export function readEdnsRule(rule: RuleWords): EdnsRule | Complained {
  if (rule.words.length < 2) return rule.refuse("too few arguments for an EDNS0 rule");
  const option = textAt(rule, 0).toLowerCase();
  const action = textAt(rule, 1).toLowerCase();
  if (!isAction(action)) return rule.refuse(`invalid action: ${quote(action)}`, rule.words[1]);
  if (action === "unset") return readUnset(rule, option);
  const revert = rule.words.at(-1)?.text === "revert";
  const short: RuleWords = revert ? { ...rule, words: rule.words.slice(0, -1) } : rule;
  switch (option) {
    case "local":
      return readLocal(short, action, revert);
    case "nsid":
      if (short.words.length !== 2) return rule.refuse("EDNS0 NSID rules can accept no more than one arg");
      return { kind: "edns0", option, action, revert };
    case "subnet":
      return readSubnet(short, action, revert);
    default:
      return rule.refuse(`invalid rule type ${quote(option)}`, rule.words[0]);
  }
}

function isAction(text: string): text is EdnsAction {
  return text === "set" || text === "append" || text === "replace" || text === "unset";
}

function readUnset(rule: RuleWords, option: string): EdnsRule | Complained {
  const { words } = rule;
  const action = "unset";
  switch (option) {
    case "local": {
      if (words.length !== 3) return rule.refuse("local unset action requires exactly two arguments");
      const code = readNumber(rule, 2);
      return code === COMPLAINED
        ? COMPLAINED
        : { kind: "edns0", option, action, code, data: { bytes: new Uint8Array() }, revert: false };
    }
    case "nsid":
      if (words.length !== 2) return rule.refuse("nsid unset action requires exactly one argument");
      return { kind: "edns0", option, action, revert: false };
    case "subnet":
      if (words.length !== 2) return rule.refuse("subnet unset action requires exactly one argument");
      return { kind: "edns0", option, action, ipv4Bits: 0, ipv6Bits: 0, revert: false };
    default:
      return rule.refuse(`invalid rule type ${quote(option)}`, words[0]);
  }
}

function readNumber(rule: RuleWords, index: number): number | Complained {
  const read = parseUintAnyBase(textAt(rule, index), 16);
  return read.ok ? read.value : rule.refuse(read.error, rule.words[index]);
}

function readLocal(rule: RuleWords, action: EdnsAction, revert: boolean): EdnsRule | Complained {
  if (rule.words.length !== 4) return rule.refuse("EDNS0 local rules require three or four args");
  const code = readNumber(rule, 2);
  if (code === COMPLAINED) return COMPLAINED;
  const text = textAt(rule, 3);
  const base = { kind: "edns0", option: "local", action, code, revert } as const;
  if (text.startsWith("{") && text.endsWith("}")) {
    if (!VARIABLES.includes(text) && !isLabel(text.slice(1, -1)))
      return rule.refuse(`unsupported variable name ${quote(text)}`, rule.words[3]);
    return { ...base, data: { variable: text } };
  }
  if (!text.startsWith("0x"))
    return { ...base, data: { bytes: Uint8Array.from(utf8Octets(text), (octet) => octet.charCodeAt(0)) } };
  const bytes = readHex(text.slice(2));
  return typeof bytes === "string" ? rule.refuse(bytes, rule.words[3]) : { ...base, data: { bytes } };
}

/** Bytes in hexadecimal, or what Go's encoding/hex says. */
function readHex(text: string): Uint8Array | string {
  const stranger = /[^0-9a-fA-F]/u.exec(text)?.[0];
  // Go looks at pairs: a stranger in the pair that has no partner is found, too.
  if (stranger !== undefined) return `encoding/hex: invalid byte: ${describeRune(utf8Octets(stranger).charCodeAt(0))}`;
  if (text.length % 2 === 1) return "encoding/hex: odd length hex string";
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

function readSubnet(rule: RuleWords, action: EdnsAction, revert: boolean): EdnsRule | Complained {
  if (rule.words.length !== 4) return rule.refuse("EDNS0 subnet rules require three or four args");
  const ipv4Bits = readBits(rule, 2, { family: "IPv4", max: 32 });
  if (ipv4Bits === COMPLAINED) return COMPLAINED;
  const ipv6Bits = readBits(rule, 3, { family: "IPv6", max: 128 });
  if (ipv6Bits === COMPLAINED) return COMPLAINED;
  return { kind: "edns0", option: "subnet", action, ipv4Bits, ipv6Bits, revert };
}

function readBits(
  rule: RuleWords,
  index: number,
  { family, max }: { readonly family: string; readonly max: number },
): number | Complained {
  const bits = readNumber(rule, index);
  if (bits === COMPLAINED || bits <= max) return bits;
  return rule.refuse(`invalid ${family} bit mask length ${bits}`, rule.words[index]);
}
