/** Variables that an EDNS option may carry: `{client_ip}`, `{qname}`, ... or a metadata label. */

import type { Query } from "../../chain/query.ts";
import { octetBytes, utf8Octets } from "../../text/octets.ts";
import { addressBytes } from "./edns-subnet.ts";

/** The data for a query; undefined when there is none. */
export type Variable = (query: Query) => Uint8Array | undefined;

function textBytes(text: string): Uint8Array {
  return octetBytes(utf8Octets(text));
}

/** Two octets, most significant first. */
function numberBytes(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}

/** The server's address in the client's family. */
function serverBytes({ arrival }: Query): Uint8Array | undefined {
  const isIpv4 = addressBytes(arrival.client.address)?.length === 4;
  const bytes = addressBytes(arrival.local.address);
  if (isIpv4) return bytes?.length === 4 ? bytes : undefined;
  return bytes?.length === 4 ? mapped(bytes) : bytes;
}

/** An IPv4 address in IPv6 form (RFC 4291 section 2.5.5.2). */
function mapped(bytes: Uint8Array): Uint8Array {
  return Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...bytes);
}

const VARIABLES: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ["{qname}", ({ originalName }) => textBytes(originalName)],
  ["{qtype}", ({ qtype }) => numberBytes(qtype)],
  ["{client_ip}", ({ arrival }) => addressBytes(arrival.client.address)],
  ["{server_ip}", serverBytes],
  ["{client_port}", ({ arrival }) => numberBytes(arrival.client.port)],
  ["{server_port}", ({ arrival }) => numberBytes(arrival.local.port)],
  ["{protocol}", ({ protocol }) => textBytes(protocol)],
]);

/** What a word in braces stands for: a variable, else the value of a metadata label. */
export function variableOf(word: string): Variable {
  const label = word.slice(1, -1);
  const labelled: Variable = ({ metadata }) => {
    const value = metadata?.get(label)?.() ?? "";
    return value === "" ? undefined : textBytes(value);
  };
  return VARIABLES.get(word) ?? labelled;
}
