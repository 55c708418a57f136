/** The checks of grpc that look at files; this engine does not ask over gRPC yet. */
import { defineSetup } from "../../chain/define-setup.ts";
import { tlsOf } from "../../chain/tls-files.ts";
import { directive, MAX_UPSTREAMS } from "./directive.ts";
import { targetFault } from "./target.ts";
import { readUpstreams } from "./upstreams.ts";

export const setup = defineSetup(directive, ([use], context) => {
  const { host, problem, notServedYet } = context;
  if (use === undefined) return undefined;
  const upstreams = readUpstreams(use.args.to, host.files);
  if ("text" in upstreams) {
    return problem(`plugin/grpc: ${upstreams.text}`, { at: upstreams.of?.at ?? use.at, cause: "here" });
  }
  const tls = tlsOf(use.properties.tls?.args.files ?? [], context, "plugin/grpc: ");
  if ("severity" in tls) return tls;
  for (const { address, of } of upstreams) {
    const fault = targetFault(address);
    if (fault !== undefined) return problem(`plugin/grpc: ${fault}`, { at: of.at });
  }
  if (upstreams.length > MAX_UPSTREAMS) {
    const text = `more than ${MAX_UPSTREAMS} TOs configured: ${upstreams.length}`;
    return problem(`plugin/grpc: ${text}`, { at: upstreams[MAX_UPSTREAMS]?.of.at ?? use.at, cause: "here" });
  }
  notServedYet();
  return undefined;
});
