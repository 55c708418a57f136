/** How autopath is written in a Corefile. */
import { one, rest } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { type Kind, taken } from "../../directive/kind.ts";
import { type Zones, zone } from "../../directive/kinds/zone.ts";
import { COMPLAINED, custom, line } from "../../directive/line.ts";
import type { Value } from "../../directive/value.ts";

/** Where search paths come from. */
type SearchSource =
  | { readonly from: "file"; readonly path: string }
  /** A plugin of the same server block that knows the path of each client. */
  | { readonly from: "plugin"; readonly plugin: string };

/** What the words mean. */
interface AutopathLine {
  readonly zones: readonly Value<Zones>[];
  /** Undefined when there are no words, which CoreDNS refuses as soon as it comes to them. */
  readonly source: Value<SearchSource> | undefined;
}

/** What CoreDNS says of a use without words. */
export const NO_SOURCE = "no resolv-conf specified";

const searchSource: Kind<SearchSource> = {
  // Like an upstream it may name a file, and need not.
  name: "endpoint",
  look: "address",
  placeholder: "RESOLV-CONF",
  expects: "a file such as /etc/resolv.conf, or @kubernetes",
  suggestions: [
    { text: "@kubernetes", detail: "The search path of the pod that asks." },
    { text: "/etc/resolv.conf", detail: "The search path of this machine." },
  ],
  read: (word) =>
    taken(word.startsWith("@") ? { from: "plugin", plugin: word.slice(1) } : { from: "file", path: word }),
};

const source = one(searchSource, {
  summary: "A file with a `search` line, or @ and the plugin that knows the client's search path.",
});
const ZONES = "The zones it applies to; the server block's by default.";

const words = custom<AutopathLine>({
  looks: [line({ zones: rest(zone, { summary: ZONES }), source })],
  read(tokens, reader) {
    const last = tokens.at(-1);
    const value = last === undefined ? undefined : reader.take(source, last);
    if (value === COMPLAINED) return COMPLAINED;
    const zones: Value<Zones>[] = [];
    for (const token of tokens.slice(0, -1)) {
      const given = reader.take(one(zone), token);
      if (given === COMPLAINED) return COMPLAINED;
      zones.push(given);
    }
    return { zones, source: value };
  },
});

export const directive = defineDirective({
  name: "autopath",
  since: "011",
  inChain: true,
  changesNames: true,
  repeat: "each",
  summary: "Follows the client's search path in the server, so that the client asks once.",
  args: words,
  finish(uses, complain) {
    // CoreDNS reads files on the way, which only set-up can; behind one it is set-up that says so.
    const first = uses.find(({ args }) => args.source?.value.from !== "plugin");
    if (first !== undefined && first.args.source === undefined) complain(plain(NO_SOURCE), first.at);
  },
});
