/** Which listener a question goes to: that of the destination address, as the system would choose among sockets. */
import type { Listener } from "../../lib/api/engine.ts";
import { canonicalHost } from "../../lib/chain/reaches.ts";
import { readAddress } from "../../lib/go/address.ts";

/** Where a question is sent, as far as it is said. */
export interface Destination {
  readonly address?: string | undefined;
  readonly port?: number | undefined;
}

/** The socket bound to the very address takes what is sent there, the one on all addresses takes the rest. */
export function chooseListener(
  listeners: readonly Listener[],
  { address, port }: Destination,
  wantedKind: Listener["kind"] = "dns",
): Listener | undefined {
  const there = listeners.filter(
    ({ kind, wanted }) => kind === wantedKind && (port === undefined || wanted.port === port),
  );
  if (address === undefined) return there[0];
  const own = canonicalHost(address);
  return there.find(({ wanted }) => canonicalHost(wanted.address) === own) ?? there.find(isOnAll(own));
}

/** True for a listener on every address of the family; one without an address, or on `::`, is on those of both. */
function isOnAll(address: string): (listener: Listener) => boolean {
  const isV6 = address.includes(":");
  return ({ wanted }) => wanted.address === "" || wanted.address === "::" || (!isV6 && wanted.address === "0.0.0.0");
}

/** `ADDRESS`, `ADDRESS:PORT`, `[ADDRESS]:PORT` or `PORT`; undefined for anything else. */
export function readDestination(text: string): Destination | undefined {
  const port = portOf(text);
  if (port !== undefined) return { port };
  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(text);
  const plain = /^([^:]+):(.*)$/.exec(text);
  const [, address = text, portText] = bracketed ?? plain ?? [];
  if (!isAddress(address)) return undefined;
  if (portText === undefined) return { address };
  const given = portOf(portText);
  return given === undefined ? undefined : { address, port: given };
}

function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : undefined;
}

/** An address of IPv4 or IPv6, with or without a zone. */
function isAddress(text: string): boolean {
  return readAddress(text.replace(/%.*$/, "")) !== undefined;
}
