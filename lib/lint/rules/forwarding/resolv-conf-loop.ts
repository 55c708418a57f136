/** A resolv.conf that names this machine's own resolver, which is CoreDNS itself. */

import type { CorefileFiles } from "../../../corefile/imports/files.ts";
import { directive as forward } from "../../../plugins/forward/directive.ts";
import { readNameservers } from "../../../system-files/resolv-conf.ts";
import { isLoopback, listensAt } from "../../listeners.ts";
import { defineRule } from "../../rule.ts";
import { covers } from "../../zones.ts";

export const resolvConfLoop = defineRule({
  code: "CF1009",
  name: "resolv-conf-loop",
  severity: "warning",
  sentence: "forward reads its upstreams from a file that names this server itself.",
  why: "An address such as 127.0.0.53 in /etc/resolv.conf belongs to a resolver on the same machine. In a container, and wherever CoreDNS listens on that port, it is CoreDNS itself. Name the real servers, for instance with the file /run/systemd/resolve/resolv.conf.",
  threads: ["coredns#2087", "coredns#2391", "coredns#3662", "coredns#6321", "kind#1975", "kubeadm#1162"],
  example: {
    bad: {
      corefile: ". {\n    forward . /etc/resolv.conf\n}\n",
      files: { "/etc/resolv.conf": "nameserver 127.0.0.53\n" },
    },
    good: {
      corefile: ". {\n    forward . /etc/resolv.conf\n}\n",
      files: { "/etc/resolv.conf": "nameserver 198.51.100.1\n" },
    },
  },
  *check({ blocksWith, files }) {
    const read = new Map<string, readonly string[]>();
    for (const block of blocksWith("forward")) {
      if (block.has("rewrite") || block.has("view")) continue;
      for (const { args } of block.uses(forward)) {
        for (const word of args.to) {
          if (word.value.kind !== "file" || word.value.transport !== "dns") continue;
          const { path } = word.value;
          const servers = read.get(path) ?? serversIn(files.read(path));
          read.set(path, servers);
          const own = servers.find((host) => listensAt(block, { transport: "dns", host, port: "53" }));
          if (own === undefined || !block.zones.some((zone) => covers(args.from.value, zone))) continue;
          const message = `Here ${word.text} names ${own}, where this server itself listens.`;
          yield { at: word.at, message, cause: "here" };
        }
      }
    }
  },
});

/** The servers on this machine that a file names. */
function serversIn(text: ReturnType<CorefileFiles["read"]>): readonly string[] {
  return typeof text === "string" ? readNameservers(text).filter(isLoopback) : [];
}
