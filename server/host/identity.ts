/** Who and where this machine is. */
import { availableParallelism, hostname, networkInterfaces } from "node:os";
import type { Identity } from "../../lib/ports/identity.ts";

/** The release of CoreDNS that the engine follows. */
export const COREDNS_VERSION = "1.15.0";

/** The identity of this machine, with an environment. */
export function identityOf(environment: Readonly<Record<string, string | undefined>>): Identity {
  let known: Interfaces = [];
  return {
    hostname: hostname() || "localhost",
    version: COREDNS_VERSION,
    environment,
    processors: availableParallelism(),
    interfaces() {
      known = interfacesNow() ?? known;
      return known;
    },
  };
}

type Interfaces = ReturnType<Identity["interfaces"]>;

/** Undefined where the system does not tell, as when too many files are open. */
function interfacesNow(): Interfaces | undefined {
  try {
    return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
      (addresses ?? []).map(({ address, cidr }) => ({
        name,
        address,
        prefixLength: Number(cidr?.split("/")[1] ?? 0),
      })),
    );
  } catch {
    return undefined;
  }
}
