/** The checks of grpc that look at files; this engine does not ask over gRPC yet. */

import { tlsLinesProblem } from "../../plugin-kit/tls-files.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { directive, type GrpcConfig, MAX_UPSTREAMS } from "./directive.ts";
import { targetFault } from "./target.ts";
import { readUpstreams, type Upstream } from "./upstreams.ts";

/** Files are looked at as soon as they are read, and before the next word. */
export const setup = defineSetup(directive, setUp, {
  onTheWay({ uses: [use], cut }, context) {
    const read = readFiles(use ?? cut, context);
    return "severity" in read ? read : undefined;
  },
});

function setUp([use]: readonly GrpcConfig[], context: SetupContext): Problem | undefined {
  if (use === undefined) return undefined;
  const { problem, notServedYet } = context;
  const upstreams = readFiles(use, context);
  if ("severity" in upstreams) return upstreams;
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
}

/** The upstreams, unless a file of theirs or of `tls` will not do. */
function readFiles(
  use: Pick<GrpcConfig, "args" | "lines"> | undefined,
  context: SetupContext,
): readonly Upstream[] | Problem {
  if (use === undefined) return [];
  const upstreams = readUpstreams(use.args.to, context.host.files);
  if ("text" in upstreams) {
    const place = upstreams.of === undefined ? {} : { at: upstreams.of.at };
    return context.problem(`plugin/grpc: ${upstreams.text}`, { ...place, cause: "here" });
  }
  const lines = use.lines.flatMap((line) => (line.name === "tls" ? line.args : []));
  return tlsLinesProblem(lines, context, "plugin/grpc: ") ?? upstreams;
}
