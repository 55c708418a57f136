/** The client of one use: where it asks, and as whom. */
import type { Route53Access, Route53Service } from "../../ports/cloud-zones.ts";
import type { Host } from "../../ports/host.ts";
import type { AwsConfig } from "./aws-config.ts";
import { getKeys, regionOfMachine } from "./aws-keys.ts";

/** A client, or why there is none. */
export type ClientReading =
  | { readonly ok: true; readonly service: Route53Service }
  | { readonly ok: false; readonly error: string };

/** Makes the client; without a region the machine is asked for one. */
export async function createClient(config: AwsConfig, host: Host): Promise<ClientReading> {
  const { environment } = host.identity;
  const found =
    config.region === "" ? await regionOfMachine(config, host.web) : { ok: true as const, region: config.region };
  if (!found.ok) return { ok: false, error: `failed to get region from IMDS: ${found.error}` };
  const { region } = found;
  const { credentials } = config;
  const from = credentials.kind === "given" ? credentials.from : undefined;
  const isOn = (name: string): boolean => environment[name]?.toLowerCase() === "true";
  const access: Route53Access = {
    region,
    endpoint: config.endpointOf("ROUTE_53"),
    maxAttempts: config.maxAttempts,
    usesDualStack: isOn("AWS_USE_DUALSTACK_ENDPOINT"),
    usesFips: isOn("AWS_USE_FIPS_ENDPOINT"),
    authorities: config.authorities,
    keys:
      from?.kind === "profile"
        ? { profile: from.name }
        : () => getKeys(from, { config, region, web: host.web, environment }),
  };
  return { ok: true, service: await host.cloudZones.route53(access) };
}
