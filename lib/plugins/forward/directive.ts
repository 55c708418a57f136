/** How forward is written in a Corefile. */
import { type ArgumentOptions, one, optional, rest } from "../../directive/argument.ts";
import { plain, position } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { type Kind, named, where } from "../../directive/kind.ts";
import { ip } from "../../directive/kinds/address.ts";
import { rcode } from "../../directive/kinds/code.ts";
import { type Duration, duration } from "../../directive/kinds/duration.ts";
import { endpoint, splitTransport } from "../../directive/kinds/endpoint.ts";
import { path } from "../../directive/kinds/file.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { count, unsigned } from "../../directive/kinds/number.ts";
import { text } from "../../directive/kinds/text.ts";
import { zone } from "../../directive/kinds/zone.ts";
import { line, steps } from "../../directive/line.ts";
import { flag, property, setting, since } from "../../directive/property.ts";
import { parseIp, splitHostPort } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";
import { healthCheck } from "./health-check.ts";

/** Upstreams of one use: arguments, of which a file may stand for several servers. */
export const MAX_DESTINATIONS = 15;
const DEFAULT_EXPIRE: Duration = { ms: 10_000, text: "10s" };

const from = where(zone, ({ length }) => (length === 0 ? plain("unable to normalize '{value}'") : undefined), {
  placeholder: "FROM",
  suggestions: [{ text: ".", detail: "Every name" }],
});

const positiveOrZero = (name: string): Kind<Duration> =>
  where(duration, ({ ms, text }) => (ms < 0 ? plain(`${name} can't be negative: ${text}`) : undefined));

const countFromZero = (name: string): Kind<number> =>
  where(count, (value) => (value < 0 ? plain(`${name} can't be negative: ${value}`) : undefined), {
    expects: "a whole number, 0 or more",
  });

const anyRcode = rcode({ anyCase: true, unknown: plain("{value} is not a valid rcode") });
const failureRcode = where(anyRcode, (code) => (code === 0 ? plain("NoError cannot be used in failover") : undefined));

const resolverAddress = where(
  named(text, { placeholder: "ADDRESS[:PORT]", expects: "an IP address, optionally with a port" }),
  (word) => {
    const split = splitHostPort(word);
    return parseIp(split.ok ? split.host : word) === undefined
      ? plain(`resolver must be an IP address or IP:port: ${quote(word)}`)
      : undefined;
  },
);

const policy = keyword(["random", "round_robin", "sequential"], {
  unknown: position("unknown policy '{value}'"),
  details: {
    random: "Any upstream, at random; the default.",
    round_robin: "One upstream after the other.",
    sequential: "The first healthy upstream, in the order of the list.",
  },
});

const dohMethod = keyword(["POST", "GET"], {
  unknown: plain("doh_method must be either POST or GET"),
});

const file = (summary: string): ArgumentOptions => ({ summary });

export const directive = defineDirective({
  name: "forward",
  whatIfs: [
    {
      words: "with failover {rcode}, which asks the other upstreams too",
      when: ["othersNotAsked"],
      change: { kind: "property", line: "failover {rcode}" },
    },
  ],
  since: "1.0.6",
  inChain: true,
  opensClasses: true,
  runsPerUse: true,
  upstreams: "to",
  template: {
    summary: "Upstreams over TLS.",
    lines: ["forward . tls://<192.0.2.53> {", "    tls_servername <dns.example.org>", "    health_check <5s>", "}"],
  },
  answers: ({ args, properties }) => ({
    zones: args.from.value,
    passes: properties.except?.args.zones.flatMap(({ value }) => value) ?? [],
    takesFallthrough: false,
    handsToItself: properties.next !== undefined || properties.next_on_nodata !== undefined,
  }),
  exits: ({ properties: { next, next_on_nodata } }) => [
    ...(next === undefined
      ? []
      : [
          {
            on: next.args.rcodes.map(({ text: code }) => code).join(" or "),
            leads: "next" as const,
            to: "next forward of the block",
          },
        ]),
    ...(next_on_nodata === undefined
      ? []
      : [{ on: "NODATA", leads: "next" as const, to: "next forward of the block" }]),
    { on: "no upstream replies", leads: "trouble", to: "SERVFAIL" },
  ],
  repeat: "each",
  earlier: [{ before: "1.9.4", repeat: "once" }],
  summary: "Forwards queries to other DNS servers.",
  args: steps({
    from: one(from, { summary: "The zone whose queries are forwarded; . for all." }),
    to: rest(endpoint, {
      min: 1,
      placeholder: "TO",
      summary: "Where to forward them: up to 15 addresses, host names, or files like /etc/resolv.conf.",
    }),
  }),
  meant: {
    timeout: "read_timeout",
    servername: "tls_servername",
    sni: "tls_servername",
    healthcheck: "health_check",
    healthinterval: "health_check",
    interval: "health_check",
    retry: "max_connect_attempts",
    retries: "max_connect_attempts",
    fallthrough: "next NXDOMAIN",
    fallback: "next SERVFAIL",
    spray: "policy random",
    exclude: "except",
    ignore: "except",
    bind: "source_address",
  },
  properties: {
    except: property({
      summary: "Zones whose queries are not forwarded.",
      args: { zones: rest(zone, { min: 1, placeholder: "IGNORED_NAMES" }) },
      repeat: "merge",
    }),
    force_tcp: flag("Asks upstreams over TCP, even for queries that came over UDP.", { reads: "steps" }),
    prefer_udp: flag("Tries UDP first, even for queries that came over TCP.", { reads: "steps" }),
    expire: setting("Idle connections are closed after this time; 10s by default.", one(positiveOrZero("expire"))),
    max_age: since(
      "1.14.3",
      setting(
        "Connections are closed after this time, idle or not; no limit by default.",
        one(positiveOrZero("max_age")),
      ),
    ),
    max_idle_conns: since(
      "1.14.1",
      setting(
        "How many idle connections to each upstream are kept; 0, the default, for any number.",
        one(countFromZero("max_idle_conns"), { placeholder: "INTEGER" }),
      ),
    ),
    max_fails: setting(
      "How many failed health checks in a row mark an upstream as down; 2 by default, 0 for never.",
      one(unsigned(32), { placeholder: "INTEGER" }),
    ),
    max_connect_attempts: since(
      "1.13.2",
      setting(
        "How many upstreams are tried for one query at most; 0 for no limit but time.",
        one(unsigned(32), { placeholder: "INTEGER" }),
      ),
    ),
    tls: property({
      summary: "Certificates for upstreams over TLS: an authority, or a client's certificate and key, or all three.",
      args: line({
        certificate: optional(path, {
          ...file("The client's certificate; the authority when it stands alone."),
          placeholder: "CERT",
        }),
        key: optional(path, { ...file("The key of the client's certificate."), placeholder: "KEY" }),
        authority: optional(path, {
          ...file("The authority that signs the upstreams' certificates."),
          placeholder: "CA",
        }),
      }),
    }),
    tls_servername: setting("The name in the upstreams' certificates.", one(text, { placeholder: "NAME" })),
    policy: setting("In which order upstreams are tried.", one(policy)),
    health_check: property({ summary: "How often upstreams are checked after a failure, and how.", args: healthCheck }),
    read_timeout: since(
      "1.14.5",
      setting(
        "How long to wait for a reply; 2s by default.",
        one(
          where(duration, ({ ms, text: written }) =>
            ms <= 0 ? plain(`read_timeout must be positive: ${written}`) : undefined,
          ),
        ),
      ),
    ),
    doh_method: since("1.14.5", setting("How upstreams over HTTPS are asked; POST by default.", one(dohMethod))),
    max_concurrent: since(
      "1.6.9",
      setting(
        "How many queries may be under way before more are refused; 0, the default, for no limit.",
        one(countFromZero("max_concurrent"), { placeholder: "MAX" }),
      ),
    ),
    next: property({
      since: "1.11.4",
      summary: "Passes the query to the next forward of the block when the reply has one of these response codes.",
      args: { rcodes: rest(anyRcode, { min: 1 }) },
      repeat: "merge",
    }),
    next_on_nodata: since(
      "1.14.4",
      flag("Passes the query to the next forward of the block when the reply has no records.", {
        reads: "steps",
      }),
    ),
    failfast_all_unhealthy_upstreams: since("1.12.1", flag("Answers SERVFAIL at once when all upstreams are down.")),
    failover: property({
      since: "1.13.0",
      summary: "Tries the next upstream when the reply has one of these response codes.",
      args: { rcodes: rest(failureRcode, { min: 1 }) },
      repeat: "merge",
    }),
    resolver: property({
      since: "1.14.4",
      summary: "Servers to look up upstreams' host names with; the system's by default.",
      args: { addresses: rest(resolverAddress, { min: 1, placeholder: "ADDRESS" }) },
    }),
    source_address: since(
      "1.14.6",
      setting("The address that queries come from.", one(ip(position("invalid IP address: {value}")))),
    ),
  },
  refine({ args, properties }, complain) {
    const maxAge = properties.max_age?.args.value;
    const expire = properties.expire?.args.value.value ?? DEFAULT_EXPIRE;
    if (maxAge !== undefined && maxAge.value.ms > 0 && maxAge.value.ms < expire.ms) {
      complain(plain(`max_age (${maxAge.value.text}) must not be less than expire (${expire.text})`), maxAge);
    }
    for (const to of args.to) {
      const { transport, host } = splitTransport(to.text);
      if (transport === "https" && host.includes("/")) {
        complain(
          plain(
            `paths are not allowed in HTTPS upstream addresses (the /dns-query path is used by default): ${to.text}`,
          ),
          to,
        );
      }
    }
    // CoreDNS looks at files and names on the way, which only set-up can; behind those it is set-up that says so.
    for (const to of args.to) {
      if (to.value.kind === "file") break;
      if (to.value.kind === "empty") complain(plain(`invalid address: ${quote(to.text)}`), to);
    }
  },
  finish(uses, complain) {
    // A file may stand for no server at all, so where there is one only set-up can count.
    const tooMany = uses.find(
      ({ args }) => args.to.length > MAX_DESTINATIONS && args.to.every(({ value }) => value.kind === "address"),
    );
    if (tooMany === undefined) return;
    complain(
      plain(`more than ${MAX_DESTINATIONS} TOs configured: ${tooMany.args.to.length}`),
      tooMany.args.to[MAX_DESTINATIONS],
    );
  },
});

/** One use of forward. */
export type ForwardConfig = ConfigOf<typeof directive>;
