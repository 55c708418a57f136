/** The servers that a forward sends queries to. */

import { DEFAULT_PORT, type Endpoint, splitTransport } from "../directive/kinds/endpoint.ts";
import type { Value } from "../directive/value.ts";
import { splitHostPort } from "../go/net.ts";
import type { ForwardConfig } from "../plugins/forward/directive.ts";
import { type Destination, type Reach, reachOf } from "./listeners.ts";

/** An upstream that is given by its address. */
export interface Upstream extends Destination {
  readonly word: Value<Endpoint>;
  readonly reach: Reach;
}

const known = new WeakMap<ForwardConfig, readonly Upstream[]>();

/** The upstreams given by address; files and names are left out. */
export function upstreamsOf(use: ForwardConfig): readonly Upstream[] {
  const upstreams = known.get(use) ?? readUpstreams(use);
  known.set(use, upstreams);
  return upstreams;
}

function readUpstreams({ args }: ForwardConfig): readonly Upstream[] {
  return args.to.flatMap((word) => {
    if (word.value.kind !== "address") return [];
    const { transport, host } = splitTransport(word.text);
    const split = splitHostPort(host);
    const bare = split.ok ? split.host : host.replace(/^\[|\]$/g, "");
    const port = split.ok ? split.port : DEFAULT_PORT[transport];
    const [address = ""] = bare.split("%");
    return [{ transport, host: address, port, word, reach: reachOf(address) }];
  });
}
