/** What reload says of a Corefile that was edited. */
import type { LogMessageKind } from "../../directive/log-message.ts";

export const logMessages: readonly LogMessageKind[] = [
  {
    kind: "reload.place",
    pattern:
      /^plugin\/reload: Corefile (?:parse failed|changed but reload failed): .*?(?<file>[^\s:]+):(?<line>\d+) - (?<reason>.*)$/,
    meaning: "The new Corefile is wrong, and the earlier one goes on: {reason}.",
    advice: "Correct this line. A restart with this Corefile would fail.",
    about: ["line", "directive"],
  },
  {
    kind: "reload.failed",
    pattern:
      /^plugin\/reload: Corefile (?:parse failed|changed but reload failed): (?:starting with listener file descriptors: )?(?:plugin\/(?<plugin>\w+): )?(?<reason>.*)$/,
    meaning: "The new Corefile was not taken, and the earlier one goes on: {reason}.",
    advice: "Correct it. A restart with this Corefile would fail.",
    about: ["plugin", "directive"],
  },
];
