/** How grpc is written in a Corefile. */
import { one, rest } from "../../directive/argument.ts";
import { plain, position } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { where } from "../../directive/kind.ts";
import { endpoint } from "../../directive/kinds/endpoint.ts";
import { path } from "../../directive/kinds/file.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { text } from "../../directive/kinds/text.ts";
import { fallthroughZones, zone } from "../../directive/kinds/zone.ts";
import { steps } from "../../directive/line.ts";
import { fallthrough, property, setting, since } from "../../directive/property.ts";
import { targetFault } from "./target.ts";

/** Upstreams of one use; a file may stand for several. */
export const MAX_UPSTREAMS = 15;

const from = where(zone, ({ length }) => (length === 0 ? plain("unable to normalize '{value}'") : undefined), {
  placeholder: "FROM",
  suggestions: [{ text: ".", detail: "Every name" }],
});

const upstream = where(endpoint, ({ kind }) => (kind === "empty" ? plain("invalid address: {value:q}") : undefined), {
  expects: "an address such as 192.0.2.1 or 192.0.2.1:443, or a file such as /etc/resolv.conf",
  suggestions: [{ text: "/etc/resolv.conf" }],
});

const policy = keyword(["random", "round_robin", "sequential"], {
  unknown: position("unknown policy '{value}'"),
  details: {
    random: "Any upstream, at random; the default.",
    round_robin: "One upstream after the other.",
    sequential: "The first upstream that answers, in the order of the list.",
  },
});

export const directive = defineDirective({
  name: "grpc",
  since: "1.5.0",
  inChain: true,
  upstreams: "to",
  answers: ({ args, properties }) => ({
    zones: args.from.value,
    passes: [
      ...fallthroughZones(properties.fallthrough),
      ...(properties.except?.args.zones ?? []).flatMap(({ value }) => value),
    ],
    takesFallthrough: false,
  }),
  exits: () => [{ on: "no upstream replies", leads: "trouble", to: "SERVFAIL" }],
  repeat: "once",
  summary: "Forwards queries to other DNS servers over gRPC.",
  args: steps({
    from: one(from, { summary: "The zone whose queries are forwarded; . for all." }),
    to: rest(upstream, {
      min: 1,
      placeholder: "TO",
      summary: `Where to forward them: up to ${MAX_UPSTREAMS} addresses, or files like /etc/resolv.conf.`,
    }),
  }),
  meant: { servername: "tls_servername", sni: "tls_servername", exclude: "except" },
  properties: {
    except: property({
      summary: "Zones whose queries are not forwarded.",
      args: { zones: rest(zone, { min: 1, placeholder: "IGNORED_NAMES" }) },
      repeat: "merge",
    }),
    tls: property({
      summary: "Asks over TLS; with an authority, or a client's certificate and key, or all three.",
      args: { files: rest(path, { max: 3, placeholder: "CERT KEY CA" }) },
    }),
    tls_servername: setting("The name in the upstreams' certificates.", one(text, { placeholder: "NAME" })),
    policy: setting("In which order upstreams are asked.", one(policy)),
    fallthrough: since("1.12.3", fallthrough("Hands names that upstreams do not know to the next plugin.")),
  },
  ignoredWords: ["}"],
  refine({ args: { to } }, complain) {
    // What a file stands for only set-up can tell; it goes on from there.
    if (to.some(({ value }) => value.kind !== "address")) return;
    for (const target of to) {
      const fault = target.value.kind === "address" ? targetFault(target.value.address) : undefined;
      if (fault !== undefined) return complain(plain(fault), target);
    }
    if (to.length > MAX_UPSTREAMS) {
      complain(plain(`more than ${MAX_UPSTREAMS} TOs configured: ${to.length}`), to[MAX_UPSTREAMS]);
    }
  },
});

/** The use of grpc in a server block. */
export type GrpcConfig = ConfigOf<typeof directive>;
