/** What CoreDNS itself says, whatever plugins it has: mostly why it did not start. */
import type { LogMessageKind } from "../../directive/log-message.ts";

/** Asked about after the messages of plugins. */
export const CORE_MESSAGES: readonly LogMessageKind[] = [
  {
    kind: "core.nested-block",
    pattern: /^(?<file>\S+):(?<line>\d+) - Error during parsing: Unknown directive '(?<word>[^']*[.:{}][^']*)'$/,
    meaning: "{word} is the key of a server block, or a brace, where a directive is wanted, so CoreDNS did not start.",
    advice: "Server blocks cannot be nested: close the block before it with a brace on its own line.",
    about: ["line"],
  },
  {
    kind: "core.missing-plugin",
    pattern: /^no action found for directive '(?<plugin>[^']*)'/,
    meaning: "This CoreDNS was built without {plugin}, so it did not start.",
    advice:
      "The cache on the nodes (node-local-dns) has few plugins. Use the Corefile of the cluster's CoreDNS for this.",
    about: ["plugin"],
  },
  {
    kind: "core.import-glob",
    pattern: /^No files matching import glob pattern: (?<file>.*)$/,
    meaning: "The import {file} found no file, and CoreDNS goes on without.",
    advice:
      "Nothing is wrong when no file is meant to be there. Otherwise look at the mount and at the files' endings.",
    about: [],
  },
  {
    kind: "core.restart-failed",
    pattern: /^Restart failed: (?:plugin\/(?<plugin>\w+): )?(?<reason>.*)$/,
    meaning: "The new Corefile was not taken, and the earlier one goes on: {reason}.",
    advice: "Correct it. A start with this Corefile would fail.",
    about: ["plugin"],
  },
  {
    kind: "core.unknown-directive",
    pattern: /^(?<file>\S+):(?<line>\d+) - Error during parsing: Unknown directive '(?<word>.*)'$/,
    meaning: "This CoreDNS has no plugin {word}, so it did not start.",
    advice:
      "Check the spelling, and that the brace of the block before is closed. A plugin of others must be built in.",
    about: ["line"],
  },
  {
    kind: "core.import",
    pattern: /^(?<file>\S+):(?<line>\d+) - Error during parsing: (?<reason>File to import not found: .*)$/,
    meaning: "An import names neither a snippet nor a file, so CoreDNS did not start: {reason}.",
    advice: "Define the snippet before it is imported, or mount the file.",
    about: ["line"],
  },
  {
    kind: "core.parse",
    pattern: /(?<file>[^\s:]+):(?<line>\d+) - (?:Error during parsing|Syntax error|Parse error): (?<reason>.*)$/,
    meaning: "The Corefile is wrong in this line, so CoreDNS did not start: {reason}.",
    advice: "Correct the line.",
    about: ["line"],
  },
  {
    kind: "core.address-in-use",
    pattern: /listen (?:tcp|udp)\S* (?<address>\S*):(?<port>\d+): bind: address already in use/,
    meaning: "Another program has port {port}, so CoreDNS did not start.",
    advice:
      "On many systems that is systemd-resolved or another CoreDNS (ss -lnup). Use another port, or bind one address.",
    about: ["port"],
  },
  {
    kind: "core.cannot-assign",
    pattern: /listen (?:tcp|udp)\S* (?<address>\S+):(?<port>\d+): bind: cannot assign requested address/,
    meaning: "This machine does not have the address {address}, so CoreDNS did not start.",
    advice: "Correct bind, or give the address to an interface.",
    about: ["port"],
  },
  {
    kind: "core.port-permission",
    pattern: /listen (?:tcp|udp)\S* (?<address>\S*):(?<port>\d+): bind: permission denied/,
    meaning: "CoreDNS may not listen on port {port}, so it did not start.",
    advice: "Ports below 1024 need the capability NET_BIND_SERVICE.",
    about: ["port"],
  },
  {
    kind: "core.defined-twice",
    pattern: /^cannot serve \w+:\/\/(?<zone>\S*):(?<port>\d+) - /,
    meaning: "Two server blocks are for {zone} on port {port}, so CoreDNS did not start.",
    advice: "Join them, give one another port, or tell them apart with view or bind.",
    about: ["zone"],
  },
  {
    kind: "core.used-twice",
    pattern: /^plugin\/(?<plugin>\w+): this plugin can only be used once per Server Block$/,
    meaning: "{plugin} stands twice in one server block, so CoreDNS did not start.",
    advice: "Keep one of them. Imports and files of coredns-custom count as well.",
    about: ["plugin"],
  },
  {
    kind: "core.panic",
    pattern: /^Recovered from panic in server: "(?<address>[^"]*)" (?<reason>.*)/,
    meaning: "A plugin crashed on a query, and was caught: {reason}.",
    advice: "That is a fault of CoreDNS or of a plugin of others. Report it with the lines below it.",
    about: [],
  },
];

/** Of any other plugin: what it says stands for itself. */
export const OF_PLUGIN: LogMessageKind = {
  kind: "core.plugin",
  pattern: /^plugin\/(?<plugin>\w+): (?<said>.*)$/,
  meaning: "{plugin} says: {said}",
  advice: "",
  about: ["plugin"],
};

/** Of a query that failed in any other way. */
export const OF_QUERY: LogMessageKind = {
  kind: "core.query",
  pattern: /^plugin\/errors: (?<code>\d+) (?<name>\S+) (?<type>\S+): (?<said>.*)$/,
  meaning: "A query failed: {said}",
  advice: "Ask the question here to see which plugin fails it.",
  about: ["name"],
};

/** What else has a level that says something is wrong. */
export const OF_NOBODY: LogMessageKind = {
  kind: "core.other",
  pattern: /^(?<said>.*)$/s,
  meaning: "{said}",
  advice: "",
  about: [],
};
