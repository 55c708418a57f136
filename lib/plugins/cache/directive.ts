/** How cache is written in a Corefile. */
import { one, optional, rest } from "../../directive/argument.ts";
import { plain, wrongCount } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { type Kind, refused, taken, where } from "../../directive/kind.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { count, seconds } from "../../directive/kinds/number.ts";
import { name, zone } from "../../directive/kinds/zone.ts";
import { line } from "../../directive/line.ts";
import { flag, property, since } from "../../directive/property.ts";
import { atoi } from "../../go/strconv.ts";
import { serveStale } from "./serve-stale.ts";

const FIVE_MINUTES_MS = 300_000;

const ttl = where(
  seconds,
  (value) => (value <= 0 ? plain(`cache TTL can not be zero or negative: ${value}`) : undefined),
  {
    placeholder: "TTL",
    expects: "seconds, 1 or more",
  },
);
const minTtl = where(
  seconds,
  (value) => (value < 0 ? plain(`cache min TTL can not be negative: ${value}`) : undefined),
  {
    placeholder: "MINTTL",
    expects: "seconds, 0 or more",
  },
);

/** Capacity and times of one half of the cache; CoreDNS does not look at further words. */
const half = line(
  {
    capacity: one(count, { placeholder: "CAPACITY", summary: "How many replies are kept; 9984 by default." }),
    ttl: optional(ttl, { summary: "Replies are kept no longer than this." }),
    minTtl: optional(minTtl, { summary: "Replies are kept at least as long as this; 5 by default." }),
  },
  { extra: "ignore" },
);

const amount = where(
  count,
  (value) => (value < 0 ? plain(`prefetch amount should be positive: ${value}`) : undefined),
  {
    placeholder: "AMOUNT",
  },
);

/** A share of a TTL: 10% to 90%. */
const percentage: Kind<number> = {
  name: "percent",
  look: "number",
  placeholder: "PERCENTAGE%",
  expects: "a share from 10% to 90%",
  suggestions: [{ text: "10%" }, { text: "20%" }],
  read(text) {
    const last = text.at(-1) ?? "";
    if (last !== "%") return refused(`last character of percentage should be \`%\`, but is: '${last}'`);
    const share = atoi(text.slice(0, -1));
    if (!share.ok) return refused(share.error);
    if (share.value < 10 || share.value > 90)
      return refused(`percentage should fall in range [10, 90]: ${share.value}`);
    return taken(share.value);
  },
};

const servfailTtl = where(duration, ({ ms }) => {
  if (ms < 0) return plain("invalid negative ttl for servfail");
  return ms > FIVE_MINUTES_MS ? plain("caching SERVFAIL responses over 5 minutes is not permitted") : undefined;
});

export const directive = defineDirective({
  name: "cache",
  whatIfs: [
    { words: "without the cache", when: ["hit", "keptTtl", "stale"], change: { kind: "without the directive" } },
  ],
  since: "001",
  inChain: true,
  template: {
    summary: "A cache that answers from old replies while upstreams are down.",
    lines: ["cache <30> {", "    serve_stale <1h>", "}"],
  },
  exits: () => [
    { on: "hit", leads: "answer", to: "the stored reply" },
    { on: "miss", leads: "next", to: "next plugin, whose reply is stored" },
  ],
  repeat: "once",
  summary: "Keeps replies for a while and answers from them.",
  args: {
    ttl: optional(ttl, {
      take: "if it fits",
      summary: "Replies are kept no longer than this; by default an hour, denials half an hour.",
    }),
    zones: rest(zone, { summary: "Only names in these zones; the server block's by default." }),
  },
  meant: { positive: "success", negative: "denial", stale: "serve_stale", nocache: "disable", exclude: "disable" },
  properties: {
    success: property({
      summary: "How many replies with an answer are kept, and how long.",
      args: half,
      repeat: "merge",
    }),
    denial: property({
      summary: "How many denials (NXDOMAIN, NODATA) are kept, and how long.",
      args: half,
      repeat: "merge",
    }),
    prefetch: property({
      summary: "Fetches popular names again before they expire.",
      args: {
        amount: one(amount, {
          summary: "How many queries, with no gap longer than the duration, make a name popular.",
        }),
        duration: optional(duration, { summary: "The longest gap; 1m by default." }),
        percentage: optional(percentage, {
          summary: "Fetches again when this share of the TTL is left; 10% by default.",
        }),
      },
      repeat: "merge",
    }),
    serve_stale: property({
      summary: "Answers from expired replies when no fresh one can be had.",
      args: serveStale,
      since: "1.6.6",
    }),
    serve_stale_policy: property({
      since: "1.14.7",
      summary: "Which expired reply is served when there is both an answer and a denial.",
      args: {
        policy: one(
          keyword(["prefer_positive"], {
            anyCase: true,
            unknown: plain("invalid serve_stale_policy: {value}"),
          }),
        ),
      },
      repeat: { once: plain("serve_stale_policy can only be specified once"), said: "before" },
    }),
    servfail: property({
      since: "1.9.4",
      summary: "How long SERVFAIL is kept; 5s by default, 0 for not at all.",
      args: { duration: one(servfailTtl) },
    }),
    disable: property({
      summary: "Keeps no answers, or no denials, for some zones.",
      args: {
        half: one(
          keyword(["success", "denial"], { unknown: plain('cache type for disable must be "success" or "denial"') }),
        ),
        zones: rest(name, { placeholder: "ZONES", summary: "Only in these zones; everywhere by default." }),
      },
      repeat: "each",
      since: "1.9.4",
    }),
    keepttl: since("1.10.1", flag("Sends replies with the TTL that they came with, not with what is left of it.")),
  },
  unknownProperty: wrongCount,
  refine({ properties }, complain) {
    const { serve_stale_policy: policy, serve_stale: stale } = properties;
    if (policy !== undefined && stale === undefined)
      complain(plain("serve_stale_policy requires serve_stale"), policy.at);
  },
});

/** One use of cache. */
export type CacheConfig = ConfigOf<typeof directive>;
