/** What file says of zone files and of transfers. */
import type { LogMessageKind } from "../../directive/log-message.ts";

export const logMessages: readonly LogMessageKind[] = [
  {
    kind: "file.not-opened",
    pattern: /^plugin\/file: Failed to (?:open|stat) .*?(?:open|stat) (?<path>[^:"]+): (?<reason>[^":]+)/,
    meaning: "The zone file {path} cannot be read: {reason}.",
    advice:
      "Check the path. It starts in the folder of root, or where CoreDNS was started. In a pod the file must be mounted.",
    about: ["directive"],
  },
  {
    kind: "file.not-parsed",
    pattern: /^plugin\/file: Parsing zone "(?<zone>[^"]*)": (?<reason>.*)$/,
    meaning: "The new zone file of {zone} is wrong, and the earlier records go on: {reason}.",
    advice: "Correct the zone file.",
    about: ["directive"],
  },
  {
    kind: "file.expired",
    pattern: /^plugin\/file: Zone (?<zone>\S+) is expired$/,
    meaning: "{zone} could not be transferred for longer than its SOA record allows, so it is not answered for.",
    advice: "Check that the primary server can be reached and allows the transfer.",
    about: ["zone"],
  },
  {
    kind: "file.not-transferred",
    pattern:
      /^plugin\/file: Failed to (?:setup transfer|transfer|parse transfer) `(?<zone>[^']*)' (?:with|from):? [`"]+(?<upstream>[^"']*)["']+: (?<reason>.*)$/,
    meaning: "{zone} was not transferred from {upstream}: {reason}.",
    advice: "Check that the primary server allows transfers to this address (dig AXFR).",
    about: ["upstream", "zone"],
  },
];
