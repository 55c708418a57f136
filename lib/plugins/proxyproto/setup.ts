/** From directive to what the listener does with headers, and to a handler where their other fields are wanted. */
import type { Handler } from "../../chain/handler.ts";
import { contains, type IpNetwork, parseIp } from "../../go/net.ts";
import type { Log } from "../../ports/log.ts";
import { PROXY_PROTOCOL, type ProxyProtocol } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive, type ProxyprotoConfig } from "./directive.ts";
import { createFieldsProvider } from "./handler.ts";

export const setup = defineSetup(directive, (uses, { block, host }): Handler | undefined => {
  const proxied = proxiedOf(uses, host.log);
  block.settings.set(PROXY_PROTOCOL, proxied);
  return proxied.keepsFields ? createFieldsProvider() : undefined;
});

/** Networks of all uses add up; of anything else the last one counts. */
function proxiedOf(uses: readonly ProxyprotoConfig[], log: Log): ProxyProtocol {
  const properties = uses.map((use) => use.properties);
  const networks = properties.flatMap(({ allow }) =>
    allow.flatMap(({ args }) => args.networks.map(({ value }) => value)),
  );
  const last = <Value>(read: (one: ProxyprotoConfig["properties"]) => Value | undefined): Value | undefined =>
    properties.map(read).findLast((value) => value !== undefined);
  const tracking = last(({ udp_session_tracking }) => udp_session_tracking?.args);
  return {
    policyFor: policyFor(
      networks,
      last(({ default: other }) => other?.args.policy.value),
    ),
    sessionMs: tracking?.duration.value.ms ?? 0,
    maxSessions: tracking?.sessions?.value ?? 0,
    keepsFields: last(({ tlv_metadata }) => tlv_metadata) !== undefined,
    warn: (text) => log.warning(text),
  };
}

type Use = ReturnType<ProxyProtocol["policyFor"]>;

/** Without networks everybody is trusted, or treated as the property says. */
function policyFor(networks: readonly IpNetwork[], other: Use | undefined): ProxyProtocol["policyFor"] {
  if (networks.length === 0) return () => other ?? "use";
  return (address) => {
    const client = parseIp(address);
    if (client === undefined) return "reject";
    return networks.some((network) => contains(network, client)) ? "use" : (other ?? "ignore");
  };
}
