/** What ready says while plugins are not. */
import type { LogMessageKind } from "../../directive/log-message.ts";

export const logMessages: readonly LogMessageKind[] = [
  {
    kind: "ready.not",
    pattern: /^plugin\/ready: (?:Still waiting on|Plugins not ready): "(?<plugin>\w+)[^"]*"$/,
    meaning: "{plugin} is not ready, so the pod gets no queries.",
    advice: "See what else {plugin} has logged.",
    about: ["plugin", "directive"],
  },
];
