/** What expressions of view and template know of a query (CoreDNS, pkg/expression). */

import type { Query } from "../chain/query.ts";
import { className } from "../dns/iana/class.ts";
import { rrtypeName } from "../dns/iana/rrtype.ts";
import { messageLength } from "../dns/wire/length.ts";
import type { EnvironmentFunction } from "../expression/check/environment.ts";
import { EvaluationError } from "../expression/expression-error.ts";
import type { ExpressionValue } from "../expression/value/value.ts";
import { contains, parseCidr, parseIp } from "../go/net.ts";
import { utf8Octets } from "../text/octets.ts";

/** A function without arguments. */
function fact(result: "string" | "int" | "bool", read: (query: Query) => ExpressionValue): EnvironmentFunction<Query> {
  return { type: `func() ${result}`, call: read };
}

/** The functions by name. */
export const QUERY_FUNCTIONS: ReadonlyMap<string, EnvironmentFunction<Query>> = new Map([
  [
    "incidr",
    {
      type: "func(string, string) (bool, error)",
      call: (_, [address, network]) => isInNetwork(String(address), String(network)),
    },
  ],
  [
    "metadata",
    {
      type: "func(string) string",
      call: ({ metadata }, [label]) => utf8Octets(metadata?.get(String(label))?.() ?? ""),
    },
  ],
  ["type", fact("string", ({ qtype }) => rrtypeName(qtype))],
  ["name", fact("string", ({ qname }) => qname)],
  ["class", fact("string", ({ qclass }) => className(qclass))],
  ["proto", fact("string", ({ protocol }) => protocol)],
  ["size", fact("int", ({ request }) => BigInt(messageLength(request)))],
  ["client_ip", fact("string", ({ arrival }) => arrival.client.address)],
  ["port", fact("string", ({ arrival }) => String(arrival.client.port))],
  ["id", fact("int", ({ request }) => BigInt(request.id))],
  ["opcode", fact("int", ({ request }) => BigInt(request.opcode))],
  ["do", fact("bool", ({ dnssecOk }) => dnssecOk)],
  ["bufsize", fact("int", ({ size }) => BigInt(size))],
  ["server_ip", fact("string", ({ arrival }) => arrival.local.address)],
  ["server_port", fact("string", ({ arrival }) => String(arrival.local.port))],
] satisfies readonly (readonly [string, EnvironmentFunction<Query>])[]);

function isInNetwork(addressText: string, networkText: string): boolean {
  const address = parseIp(addressText);
  if (address === undefined) throw new EvaluationError("first argument is not an IP address");
  const network = parseCidr(networkText);
  if (network === undefined) throw new EvaluationError(`invalid CIDR address: ${networkText}`);
  return contains(network, address);
}
