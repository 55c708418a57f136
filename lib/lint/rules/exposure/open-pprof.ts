/** Profiles of the process for everybody who reaches it. */
import { splitHostPort } from "../../../go/net.ts";
import { isLoopback } from "../../listeners.ts";
import { defineRule } from "../../rule.ts";
import { replaceWord } from "../../use-words.ts";

export const openPprof = defineRule({
  code: "CF1021",
  name: "open-pprof",
  severity: "warning",
  sentence: "pprof can be reached from other machines.",
  why: "A profile shows what the process does and holds in memory, and taking one costs time that queries need. Without an address pprof listens on localhost:6053.",
  example: {
    bad: ". {\n    pprof :6053\n    whoami\n}\n",
    good: ". {\n    pprof localhost:6053\n    whoami\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("pprof")) {
      for (const { args } of block.wordsOf("pprof")) {
        const [address] = args;
        const split = splitHostPort(address?.text ?? "");
        if (address === undefined || !split.ok || split.port === "" || isLoopback(split.host)) continue;
        const text = `localhost:${split.port}`;
        const who =
          split.host === "" ? "Everybody who can reach this machine" : `Everybody who can reach ${split.host}`;
        const fix = replaceWord(address, text, `Listen on ${text}`);
        yield { at: address.range, message: `${who} can take profiles of CoreDNS.`, fixes: [fix] };
      }
    }
  },
});
