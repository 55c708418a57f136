/** The checks of etcd that look at the machine: certificates, and an endpoint that no connection can be made of. */
import { defineSetup } from "../../chain/define-setup.ts";
import { parseUrl } from "../../directive/go/url.ts";
import { certificatesFault } from "./certificates.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, ([use], { block, host, problem, notServedYet }) => {
  const { tls, endpoint } = use?.properties ?? {};
  const paths = tls?.args.files.map(({ value }) => value) ?? [];
  const fault = certificatesFault(paths, block.settings.root, host.files);
  if (fault !== undefined && tls !== undefined) {
    return problem(`plugin/etcd: ${fault}`, { at: tls.at, cause: "here" });
  }
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
