/** Workspaces for the language service's tests: a few directives, and files in memory. */

import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { one, optional, rest } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { type Directive, defineDirective } from "../../directive/directive.ts";
import { qtype } from "../../directive/kinds/code.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { endpoint } from "../../directive/kinds/endpoint.ts";
import { folder, hostsFile, path, zoneFile } from "../../directive/kinds/file.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { count, seconds } from "../../directive/kinds/number.ts";
import { name, zone } from "../../directive/kinds/zone.ts";
import { clauses, custom, form, forms, line, steps } from "../../directive/line.ts";
import { fallthrough, flag, property } from "../../directive/property.ts";
import { LanguageService } from "../service.ts";
import type { LanguageWorkspace, TextPlace } from "../workspace.ts";

const root = defineDirective({
  name: "root",
  role: "folder",
  inChain: false,
  repeat: "once",
  summary: "Sets the folder.",
  args: { folder: one(folder) },
});
const log = defineDirective({
  name: "log",
  inChain: true,
  repeat: "each",
  summary: "Writes lines.",
  args: { zones: rest(zone) },
  properties: { form: property({ summary: "How.", args: { form: one(keyword(["{common}", "{combined}"])) } }) },
});
const acl = defineDirective({
  name: "acl",
  inChain: true,
  repeat: "each",
  summary: "Says who may ask.",
  args: { zones: rest(zone) },
  properties: {
    block: property({
      summary: "Answers REFUSED.",
      args: clauses(
        { type: rest(qtype(), { summary: "Types." }), net: rest(zone, { placeholder: "SOURCE" }) },
        { unknown: plain("?"), empty: plain("?") },
      ),
      repeat: "each",
    }),
  },
});
const cache = defineDirective({
  name: "cache",
  since: "1.0.0",
  inChain: true,
  repeat: "once",
  summary: "Keeps replies.",
  args: { ttl: optional(seconds, { placeholder: "TTL", take: "if it fits", summary: "At most." }), zones: rest(zone) },
  properties: {
    success: property({ summary: "Answers.", args: { capacity: one(count, { placeholder: "CAPACITY" }) } }),
    servfail: property({ summary: "How long SERVFAIL is kept.", args: { duration: one(duration) } }),
  },
});
const rewrite = defineDirective({
  name: "rewrite",
  inChain: true,
  repeat: "each",
  summary: "Changes queries.",
  args: custom<never>({
    looks: [
      forms(
        {
          name: form({ from: one(name, { placeholder: "FROM" }), to: one(name, { placeholder: "TO" }) }),
          type: form({ from: one(qtype()), to: one(qtype()) }),
        },
        { unknown: plain("?"), anyCase: true },
      ),
    ],
    blockBelow: 2,
    read: (_, reader) => reader.complain(plain("?")),
  }),
  block: false,
});
const hosts = defineDirective({
  name: "hosts",
  template: { summary: "Addresses.", lines: ["hosts {", "    <192.0.2.1> <host.example.org>", "    fallthrough", "}"] },
  inChain: true,
  repeat: "once",
  summary: "Answers from a table.",
  args: { file: optional(hostsFile), zones: rest(zone) },
  properties: { fallthrough: fallthrough(), no_reverse: flag("No PTR.") },
  rows: { summary: "An address and its names.", placeholder: "ADDRESS HOST..." },
});
const file = defineDirective({
  name: "file",
  inChain: true,
  repeat: "each",
  summary: "Answers from a zone file.",
  args: { file: one(zoneFile({ severity: "error", says: (text) => `plugin/file: ${text}` })), zones: rest(zone) },
  properties: { reload: property({ summary: "How often.", args: { every: one(duration) } }) },
});
const forward = defineDirective({
  name: "forward",
  inChain: true,
  repeat: "each",
  summary: "Sends queries on.",
  args: steps({ from: one(zone, { placeholder: "FROM" }), to: rest(endpoint, { min: 1, placeholder: "TO" }) }),
  properties: {
    policy: property({
      summary: "Which upstream.",
      args: { policy: one(keyword(["random", "round_robin", "sequential"], { placeholder: "POLICY" })) },
    }),
    tls: property({ summary: "Certificates.", args: line({ cert: optional(path), key: optional(path) }) }),
    force_tcp: flag("Over TCP.", { since: "1.2.0" }),
  },
});

/** In the order in which they run. */
export const DIRECTIVES: readonly Directive<unknown>[] = [root, log, acl, cache, rewrite, hosts, file, forward];

/** A workspace of these files; the first is the Corefile. */
export function workspaceOf(
  texts: Readonly<Record<string, string>>,
  environment: LanguageWorkspace["environment"] = {},
): LanguageWorkspace {
  const paths = Object.keys(texts);
  const service = new LanguageService();
  return {
    service,
    corefile: paths[0] ?? "Corefile",
    files: filesInMemory(texts),
    paths,
    environment,
    directives: DIRECTIVES,
  };
}

/** A workspace and the place in it that the text marks with `|`. */
export interface Marked {
  readonly workspace: LanguageWorkspace;
  readonly place: TextPlace;
}

/** A Corefile with a mark, and other files beside it; one of those may have the mark instead. */
export function marked(corefile: string, others: Readonly<Record<string, string>> = {}): Marked {
  const texts: Record<string, string> = { Corefile: corefile, ...others };
  const file = Object.keys(texts).find((candidate) => texts[candidate]?.includes("|")) ?? "Corefile";
  const text = texts[file] ?? "";
  texts[file] = text.replace("|", "");
  return {
    workspace: workspaceOf(texts, { PORT: "1053", API_TOKEN: "x" }),
    place: { file, offset: text.indexOf("|") },
  };
}

/** The stretch of a text that a range has. */
export function textAt(
  { files }: LanguageWorkspace,
  range: { readonly file: string; readonly start: { offset: number }; readonly end: { offset: number } },
): string {
  const text = files.read(range.file);
  return typeof text === "string" ? text.slice(range.start.offset, range.end.offset) : "";
}
