/** What prometheus says of its endpoint; its log calls it metrics. */
import type { LogMessageKind } from "../../directive/log-message.ts";

export const logMessages: readonly LogMessageKind[] = [
  {
    kind: "prometheus.listen",
    pattern: /^plugin\/metrics: Failed to start (?:metrics handler|HTTPS? metrics server): (?<reason>.*)$/,
    meaning: "Metrics are not served: {reason}.",
    advice: "Give the directive an address and port of its own.",
    about: ["directive"],
  },
];
