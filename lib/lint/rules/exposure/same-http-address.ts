/** Two things of a configuration at the same TCP port. */

import { splitHostPort } from "../../../go/net.ts";
import type { Range } from "../../../text/position.ts";
import type { LintBlock } from "../../block.ts";
import { boundAddresses } from "../../listeners.ts";
import { defineRule } from "../../rule.ts";

/** Plugins that answer HTTP, and where they do unless they are told otherwise. */
const DEFAULTS: Readonly<Record<string, string>> = {
  health: ":8080",
  ready: ":8181",
  prometheus: "localhost:9153",
  pprof: "localhost:6053",
};

interface Endpoint {
  readonly what: string;
  readonly host: string;
  readonly port: string;
  readonly at: Range;
}

export const sameHttpAddress = defineRule({
  code: "CF1028",
  name: "same-http-address",
  severity: "warning",
  sentence: "Two plugins listen on the same address, or one listens on a DNS port.",
  why: "CoreDNS starts anyway, because the system lets several sockets share a port, and each connection goes to any one of them. Give each its own port.",
  example: {
    bad: ". {\n    health :8181\n    ready\n    whoami\n}\n",
    good: ". {\n    health\n    ready\n    whoami\n}\n",
  },
  *check({ blocks, blocksWith }) {
    const isUsed = Object.keys(DEFAULTS).some((name) => blocksWith(name).length > 0);
    if (!isUsed) return;
    const seen = new Endpoints();
    for (const block of blocks) for (const endpoint of dnsEndpoints(block)) seen.add(endpoint);
    for (const block of blocks) {
      for (const endpoint of httpEndpoints(block)) {
        const other = seen.otherAt(endpoint);
        seen.add(endpoint);
        if (other === undefined) continue;
        const message = `${other} listens on port ${endpoint.port}, and so does ${endpoint.what}.`;
        yield { at: endpoint.at, message };
      }
    }
  },
});

/** Who listens where: by port, the hosts of each. */
class Endpoints {
  readonly #ports = new Map<string, Map<string, Set<string>>>();

  add({ what, host, port }: Endpoint): void {
    const byName = this.#ports.get(port) ?? new Map<string, Set<string>>();
    this.#ports.set(port, byName);
    byName.set(what, (byName.get(what) ?? new Set()).add(normal(host)));
  }

  /** Who else listens at the very same address; with another one that overlaps, the system tells connections apart. */
  otherAt({ what, host, port }: Endpoint): string | undefined {
    const own = normal(host);
    for (const [name, hosts] of this.#ports.get(port) ?? []) {
      if (name !== what && hosts.has(own)) return name;
    }
    return undefined;
  }
}

function httpEndpoints(block: LintBlock): readonly Endpoint[] {
  return block.names.flatMap((what) => {
    const standard = Object.hasOwn(DEFAULTS, what) ? DEFAULTS[what] : undefined;
    if (standard === undefined) return [];
    return block.wordsOf(what).flatMap(({ head, args }) => {
      const split = splitHostPort(args[0]?.text ?? standard);
      return split.ok && /^\d+$/.test(split.port)
        ? [{ what, host: split.host, port: split.port, at: (args[0] ?? head).range }]
        : [];
    });
  });
}

/** The ports at which the block takes connections; QUIC and HTTP/3 need none. */
function dnsEndpoints(block: LintBlock): readonly Endpoint[] {
  const hosts = block.isWhole ? (boundAddresses(block) ?? [""]) : [];
  return block.keys.flatMap(({ transport, port, at }) => {
    if (transport === "quic" || transport === "https3" || transport === "unix") return [];
    return hosts.map((host) => ({ what: "DNS", host, port, at }));
  });
}

function normal(host: string): string {
  if (host === "localhost") return "127.0.0.1";
  return host === "0.0.0.0" || host === "::" ? "" : host;
}
