/** What errors tells of queries that failed, whatever plugin failed them. */
import type { LogMessageKind } from "../../directive/log-message.ts";

export const logMessages: readonly LogMessageKind[] = [
  {
    kind: "errors.no-next-plugin",
    pattern: /^plugin\/errors: 2 (?<name>(?!\d+\.\d+\. HINFO)\S+) \S+: (?:plugin\/\w+: )?no next plugin found$/,
    meaning:
      "No plugin of the server block answers such names: the last one handed the query on, and nothing comes after it.",
    advice: "Add a plugin that answers them, such as forward, or a server block of its own for these names.",
    about: ["name"],
  },
  {
    kind: "errors.consolidated",
    pattern: /^plugin\/errors: \d+ errors like '(?<like>.*)' occurred in last \S+$/,
    meaning: "Errors that match {like} are counted instead of written one by one.",
    advice: "Remove the consolidate line for a while to see them whole.",
    about: ["directive"],
  },
];
