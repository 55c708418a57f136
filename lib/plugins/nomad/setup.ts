/** From directive to handler: clients for all addresses; the one that answers first is asked. */
import { countLabels, readName } from "../../dns/name/name.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { accessTo, NomadClient } from "./client.ts";
import { directive } from "./directive.ts";
import { createNomad, type NomadZone } from "./handler.ts";
import { NomadServers } from "./servers.ts";

const DEFAULT_ZONE = "service.nomad";
const DEFAULT_TTL_SECONDS = 30;
const LABELS = ["server", "namespace"];

export const setup = defineSetup(directive, ([use], { block, host, problem }) => {
  const { args, properties } = use ?? {};
  const addresses = properties?.address?.args.urls.map(({ value }) => value) ?? [];
  const token = properties?.token?.args.value.value ?? "";
  const clients: NomadClient[] = [];
  for (const address of addresses.length === 0 ? [""] : addresses) {
    const access = accessTo({ address, token }, host);
    // CoreDNS says the name twice here.
    if (!access.ok) return problem(`plugin/nomad: plugin/nomad: ${access.error}`, { cause: "here" });
    clients.push(new NomadClient(access.value, host.web));
  }
  const servers = new NomadServers(clients);
  block.onStart(async () => {
    await servers.start();
    return undefined;
  });
  const counter = (name: string, help: string) =>
    host.metrics.counter({ name: `coredns_nomad_${name}_requests_total`, help, labels: LABELS });
  return createNomad({
    servers,
    zone: zoneOf(args?.zone?.value ?? DEFAULT_ZONE),
    filter: properties?.filter?.args.value.value ?? "",
    ttlSeconds: properties?.ttl?.args.value.value ?? DEFAULT_TTL_SECONDS,
    log: host.log.forPlugin("nomad"),
    successes: counter("success", "Counter of DNS requests handled successfully."),
    failures: counter("failed", "Counter of DNS requests failed."),
  });
});

function zoneOf(written: string): NomadZone {
  const text = written.endsWith(".") ? written : `${written}.`;
  const name = readName(text);
  return { text, name, labels: name === undefined ? text.split(".").length - 1 : countLabels(name) };
}
