/** What hosts says of its file. */
import type { LogMessageKind } from "../../directive/log-message.ts";

export const logMessages: readonly LogMessageKind[] = [
  {
    kind: "hosts.no-file",
    pattern: /^plugin\/hosts: (?:File does not exist: (?<path>.*)|Hosts file "(?<folder>[^"]*)" is a directory)$/,
    meaning: "There is no hosts file {path}{folder}, so only the lines in the Corefile count.",
    advice: "Check the path; in a pod the file must be mounted.",
    about: ["directive"],
  },
  {
    kind: "hosts.not-parsed",
    pattern: /^plugin\/hosts: Failed to parse hosts file "(?<path>[^"]*)": (?<reason>.*)$/,
    meaning: "The hosts file {path} cannot be read: {reason}.",
    advice: "Correct the file; the earlier lines go on.",
    about: ["directive"],
  },
];
