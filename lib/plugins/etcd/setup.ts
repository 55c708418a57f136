/** The checks of etcd that look at the machine: certificates, and an endpoint that no connection can be made of. */
import { defineSetup } from "../../chain/define-setup.ts";
import { tlsOf } from "../../chain/tls-files.ts";
import { parseUrl } from "../../directive/go/url.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, ([use], context) => {
  const { problem, notServedYet } = context;
  const { tls, endpoint } = use?.properties ?? {};
  const material = tlsOf(tls?.args.files ?? [], context, "plugin/etcd: ");
  if ("severity" in material) return material;
  const first = endpoint?.args.urls[0];
  const refusal = first === undefined ? undefined : endpointFault(first.value);
  if (first !== undefined && refusal !== undefined) return problem(`plugin/etcd: ${refusal}`, { at: first.at });
  notServedYet();
  return undefined;
});

/**
 * Almost any text is an endpoint to the client of etcd. What is not is told as part of a name that the client makes up, with
 * an address in CoreDNS's memory in it, for which 0x0 stands here.
 */
function endpointFault(endpoint: string): string | undefined {
  const target = `dns:///etcd-endpoints://0x0/${endpoint.replace(/^(?:[\s\S]*?:\/\/|unixs?:)/, "")}`;
  const reading = parseUrl(target);
  return reading.ok ? undefined : reading.error;
}
