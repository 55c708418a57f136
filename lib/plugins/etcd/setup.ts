/** The checks of etcd that look at the machine: certificates, and an endpoint that no connection can be made of. */

import { parseUrl } from "../../go/url.ts";
import { tlsLinesProblem } from "../../plugin-kit/tls-files.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { directive, type EtcdConfig } from "./directive.ts";

/** Certificates are read before the next line is looked at. */
export const setup = defineSetup(directive, setUp, {
  onTheWay: ({ uses: [use], cut }, context) => tlsProblem(use ?? cut, context),
});

function setUp([use]: readonly EtcdConfig[], context: SetupContext): Problem | undefined {
  const { problem, notServedYet } = context;
  const { endpoint } = use?.properties ?? {};
  const fault = tlsProblem(use, context);
  if (fault !== undefined) return fault;
  const first = endpoint?.args.urls[0];
  const refusal = first === undefined ? undefined : endpointFault(first.value);
  if (first !== undefined && refusal !== undefined) return problem(`plugin/etcd: ${refusal}`, { at: first.at });
  notServedYet();
  return undefined;
}

function tlsProblem(use: Pick<EtcdConfig, "lines"> | undefined, context: SetupContext): Problem | undefined {
  const lines = use?.lines.flatMap((line) => (line.name === "tls" ? line.args : [])) ?? [];
  return tlsLinesProblem(lines, context, "plugin/etcd: ");
}

/**
 * Almost any text is an endpoint to the client of etcd. What is not is told as part of a name that the client makes up, with
 * an address in CoreDNS's memory in it, for which 0x0 stands here.
 */
function endpointFault(endpoint: string): string | undefined {
  const target = `dns:///etcd-endpoints://0x0/${endpoint.replace(/^(?:[\s\S]*?:\/\/|unixs?:)/, "")}`;
  const reading = parseUrl(target);
  return reading.ok ? undefined : reading.error;
}
