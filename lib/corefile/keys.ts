/** The keys of server blocks resolved: transport, zone and port of each (CoreDNS, InspectServerBlocks). */
import type { CanonicalName } from "../dns/name/name.ts";
import type { Range } from "../text/position.ts";
import type { Problem } from "../text/problem.ts";
import type { Configuration } from "./configuration.ts";
import type { Token } from "./token.ts";
import {
  absoluteZone,
  isPlainName,
  readZoneAddress,
  type SchemeTransport,
  splitScheme,
  withDot,
} from "./zone-address.ts";

/** One key, resolved. */
export interface ServerBlockKey {
  readonly transport: SchemeTransport;
  readonly zone: CanonicalName;
  readonly port: string;
  readonly at: Range;
}

/** The keys of each block in order, and the first thing that is wrong with one. */
export interface ResolvedKeys {
  readonly blocks: readonly (readonly ServerBlockKey[])[];
  readonly problems: readonly Problem[];
}

const PORTS: Readonly<Record<Exclude<SchemeTransport, "dns" | "unix">, string>> = {
  tls: "853",
  quic: "853",
  grpc: "443",
  https: "443",
  https3: "443",
};

/** Resolves all keys. `defaultPort` is that of plain DNS (the flag -dns.port). */
export function resolveKeys(
  { blocks, schemes }: Pick<Configuration, "blocks" | "schemes">,
  defaultPort: string,
): ResolvedKeys {
  const problems: Problem[] = [];
  const resolving = { defaultPort, problems, schemes };
  const resolved = blocks.map(({ keys }) => keys.flatMap((token) => resolveKey(token, resolving)));
  return { blocks: resolved, problems };
}

interface Resolving {
  readonly defaultPort: string;
  readonly problems: Problem[];
  readonly schemes: readonly SchemeTransport[] | undefined;
}

function resolveKey(token: Token, { defaultPort, problems, schemes }: Resolving): ServerBlockKey[] {
  const { transport, rest } = splitScheme(token.text, schemes);
  const read = readZoneAddress(rest);
  const wrong = "error" in read ? read.error : firstError(read.zones);
  if ("error" in read || wrong !== undefined) {
    problems.push({
      code: "bad-key",
      severity: "error",
      cause: "text",
      message: `error inspecting server blocks: ${wrong}`,
      range: token.range,
    });
    return [];
  }
  const port =
    read.port !== "" ? read.port : transport === "dns" ? defaultPort : transport === "unix" ? "" : PORTS[transport];
  return read.zones.map((zone) => ({
    transport,
    zone: absoluteZone(zone),
    port,
    get at() {
      return token.range;
    },
  }));
}

/** A zone may be fine by itself and not once it is absolute. */
function firstError(zones: readonly string[]): string | undefined {
  for (const zone of zones) {
    if (isPlainName(zone)) continue;
    const read = readZoneAddress(withDot(zone));
    if ("error" in read) return read.error;
  }
  return undefined;
}

/** `dns://example.org.:53`: how CoreDNS names a key. */
export function keyText({ transport, zone, port }: Pick<ServerBlockKey, "transport" | "zone" | "port">): string {
  return `${transport}://${zone}:${port}`;
}
