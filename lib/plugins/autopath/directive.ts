/** How autopath is written in a Corefile. */
import { one, rest } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { type Kind, taken } from "../../directive/kind.ts";
import { zone } from "../../directive/kinds/zone.ts";
import { line } from "../../directive/line.ts";

/** Where search paths come from. */
export type SearchSource =
  | { readonly from: "file"; readonly path: string }
  /** A plugin of the same server block that knows the path of each client. */
  | { readonly from: "plugin"; readonly plugin: string };

const searchSource: Kind<SearchSource> = {
  // Like an upstream it may name a file, and need not.
  name: "endpoint",
  placeholder: "RESOLV-CONF",
  expects: "a file such as /etc/resolv.conf, or @kubernetes",
  suggestions: [
    { text: "@kubernetes", detail: "The search path of the pod that asks." },
    { text: "/etc/resolv.conf", detail: "The search path of this machine." },
  ],
  read: (word) =>
    taken(word.startsWith("@") ? { from: "plugin", plugin: word.slice(1) } : { from: "file", path: word }),
};

export const directive = defineDirective({
  name: "autopath",
  since: "011",
  inChain: true,
  repeat: "each",
  summary: "Follows the client's search path in the server, so that the client asks once.",
  args: line(
    {
      zones: rest(zone, { summary: "The zones that it is about; those of the server block without them." }),
      source: one(searchSource, {
        summary: "A file with a `search` line, or @ and the plugin that knows the client's search path.",
      }),
    },
    { missing: plain("no resolv-conf specified") },
  ),
});

/** One use of autopath. */
export type AutopathConfig = ConfigOf<typeof directive>;
