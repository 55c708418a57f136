/** What health says of its own questions to itself. */
import type { LogMessageKind } from "../../directive/log-message.ts";

export const logMessages: readonly LogMessageKind[] = [
  {
    kind: "health.slow",
    pattern: /^plugin\/health: Local health request to "[^"]*" took more than 1s: (?<took>\S+)$/,
    meaning: "CoreDNS took {took} to reply to itself: it has too little processor time.",
    advice: "Raise the CPU limit of the pod, or run more replicas.",
    about: ["directive"],
  },
  {
    kind: "health.failed",
    pattern: /^plugin\/health: Local health request to "[^"]*" failed: (?<reason>.*)$/,
    meaning: "CoreDNS could not ask its own health endpoint: {reason}.",
    advice: "Often it has too little processor time. Check the CPU limit, and that nothing else has the port.",
    about: ["directive"],
  },
];
