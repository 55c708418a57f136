/** What loop says when queries come back, and when its own question gets no answer. */
import type { LogMessageKind } from "../../directive/log-message.ts";

export const logMessages: readonly LogMessageKind[] = [
  {
    kind: "loop.detected",
    pattern: /^plugin\/loop: Loop \((?<from>\S+) -> (?<to>\S+)\) detected for zone "(?<zone>[^"]*)"/,
    meaning: "A query for {zone} that was forwarded came back to this CoreDNS, so it ended itself.",
    advice:
      "Forward to a server that does not ask this one. If the upstream is /etc/resolv.conf, look into that of the node: 127.0.0.53 or an address of CoreDNS in it makes the loop.",
    about: ["zone", "directive"],
  },
  {
    kind: "loop.no-upstream",
    pattern: /^plugin\/errors: 2 \d+\.\d+\.\S* HINFO: (?:plugin\/\w+: )?no next plugin found$/,
    meaning: "loop asked its question at the start, and no plugin of its block answers or forwards it.",
    advice: "Take loop out: without forward there is no loop to find. Or add forward.",
    about: ["directive"],
  },
  {
    kind: "loop.probe-failed",
    pattern: /^plugin\/errors: 2 \d+\.\d+\.\S* HINFO: .*?(?:->(?<upstream>\S+?))?: (?<reason>[^:]+(?:: [^:]+)?)$/,
    meaning: "The question with which loop looks for loops at the start got no answer: {reason}.",
    advice: "The upstream could not be reached when CoreDNS started. Check its address, and the network of the pod.",
    about: ["upstream", "directive"],
  },
];
