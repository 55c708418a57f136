/** Private and public servers in one forward. */
import type { CorefileFiles } from "../../../corefile/imports/files.ts";
import { type ForwardConfig, directive as forward } from "../../../plugins/forward/directive.ts";
import { readNameservers } from "../../../system-files/resolv-conf.ts";
import { reachOf } from "../../listeners.ts";
import { defineRule } from "../../rule.ts";
import { type Upstream, upstreamsOf } from "../../upstreams.ts";

export const mixedUpstreams = defineRule({
  code: "CF1012",
  name: "mixed-upstreams",
  severity: "information",
  sentence: "One forward has a private server and a public one.",
  why: "The upstreams of a forward are expected to know the same names: one of them is picked for each query, and its NXDOMAIN is final. Names that only the private server knows fail whenever the public one is picked. Give them their own block, or set `failover NXDOMAIN`; `policy sequential` asks the second server only when the first one does not reply.",
  threads: ["coredns#2830", "coredns#5348", "coredns#3988", "coredns#4930", "coredns#6449", "coredns#7118"],
  example: {
    bad: ". {\n    forward . 10.0.0.1 198.51.100.1\n}\n",
    good: "example.org {\n    forward . 10.0.0.1\n}\n. {\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith, files }) {
    for (const block of blocksWith("forward")) {
      for (const use of block.uses(forward)) {
        const upstreams = [...upstreamsOf(use), ...upstreamsOfFiles(use, files)];
        if (upstreams.length < 2) continue;
        const inside = upstreams.find(({ reach }) => reach === "private");
        const outside = upstreams.find(({ reach }) => reach === "public");
        if (inside === undefined || outside === undefined || isDeliberate(use)) continue;
        const later = inside.word.at.start.offset > outside.word.at.start.offset ? inside : outside;
        const asked = `query may go to ${inside.host}, which is private, or to ${outside.host}, which is public`;
        const read = [inside, outside].find(({ word }) => word.value.kind === "file")?.word;
        if (read === undefined) yield { at: later.word.at, message: `A ${asked}.` };
        else yield { at: read.at, message: `Here a ${asked} (${read.text}).`, cause: "here" };
      }
    }
  },
});

type Server = Pick<Upstream, "host" | "reach" | "word">;

/** The servers in files such as resolv.conf, as far as these are here. */
function upstreamsOfFiles({ args }: ForwardConfig, files: CorefileFiles): readonly Server[] {
  return args.to.flatMap((word) => {
    const text = word.value.kind === "file" ? files.read(word.value.path) : "";
    return typeof text === "string" ? readNameservers(text).map((host) => ({ host, reach: reachOf(host), word })) : [];
  });
}

function isDeliberate({ properties }: ForwardConfig): boolean {
  const { policy, failover, next } = properties;
  return policy?.args.value.value === "sequential" || failover !== undefined || next !== undefined;
}
