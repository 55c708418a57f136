/** What an expression comes to, in the environment that the recording program had. */
import { parseCidr, parseIp } from "../../go/net.ts";
import { textOfOctets } from "../../go/utf8.ts";
import { writeValue } from "../builtins/format.ts";
import type { EnvironmentFunction } from "../check/environment.ts";
import { readExpression } from "../expression.ts";
import { EvaluationError } from "../expression-error.ts";
import { type ExpressionValue, typeOf } from "../value/value.ts";

const fact = (result: string, value: ExpressionValue): EnvironmentFunction<undefined> => ({
  type: `func() ${result}`,
  call: () => value,
});
const groups: Readonly<Record<string, string>> = { 0: "www.example.org.", 1: "www", host: "www", ip: "192-0-2-5" };

/** CoreDNS's functions for plugin view, and plugin template's `group`, with the facts of one query. */
export const functions: ReadonlyMap<string, EnvironmentFunction<undefined>> = new Map([
  ["incidr", { type: "func(string, string) (bool, error)", call: (_, values) => incidr(values.map(String)) }],
  ["metadata", { type: "func(string) string", call: () => "" }],
  ["type", fact("string", "A")],
  ["name", fact("string", "www.example.org.")],
  ["class", fact("string", "IN")],
  ["proto", fact("string", "udp")],
  ["size", fact("int", 33n)],
  ["client_ip", fact("string", "192.0.2.1")],
  ["port", fact("string", "40212")],
  ["id", fact("int", 7n)],
  ["opcode", fact("int", 0n)],
  ["do", fact("bool", false)],
  ["bufsize", fact("int", 512n)],
  ["server_ip", fact("string", "192.0.2.53")],
  ["server_port", fact("string", "53")],
  [
    "group",
    {
      type: "func(interface {}) string",
      call: (_, [name]) => (typeof name === "string" || typeof name === "bigint" ? (groups[String(name)] ?? "") : ""),
    },
  ],
]);

/** Networks that end between octets are enough here. */
function incidr([address = "", network = ""]: readonly string[]): boolean {
  const ip = parseIp(address);
  if (ip === undefined) throw new EvaluationError("first argument is not an IP address");
  const cidr = parseCidr(network);
  if (cidr === undefined) throw new EvaluationError(`invalid CIDR address: ${network}`);
  const octets = cidr.prefixLength / 8;
  return cidr.bytes.length === ip.length && cidr.bytes.every((octet, at) => at >= octets || octet === ip[at]);
}

/** Why it is refused, or "fails" when computing it fails, or its type and value as Go's "%T %v" writes them. */
export function outcomeOf(source: string): string {
  return outcomeInFull(source).replace(/^fails: .*/s, "fails");
}

/** The same, and why computing it fails. */
export function outcomeInFull(source: string): string {
  const expression = readExpression(source, { functions, variables: new Map() });
  if ("error" in expression) return expression.error;
  const result = expression.run({ context: undefined, nowMs: () => Date.UTC(2026, 10, 28, 12) });
  return "error" in result
    ? `fails: ${result.error}`
    : `${typeOf(result.value)} ${textOfOctets(writeValue(result.value))}`;
}
