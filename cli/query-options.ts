/** The command line of `corefile-studio query`, read into a checked question. */
import type { AskKey, CheckedAskRequest } from "../lib/api/ask.ts";
import { ASK_DEFAULTS } from "../lib/api/ask-defaults.ts";
import { canonicalHost, isLoopback } from "../lib/chain/reaches.ts";
import { isDomainName } from "../lib/dns/name/name.ts";
import { ALGORITHM_NAMES } from "../lib/dns/tsig/algorithm.ts";
import { readSecret } from "../lib/dns/tsig/keys.ts";
import { RESOLVERS, type ResolverName } from "../lib/kubernetes/pod/resolver.ts";
import { type Destination, readDestination } from "../server/client/choose-listener.ts";
import { badClientAddress } from "../server/client/question.ts";
import { podNamed } from "../server/engine/named-pod.ts";
import { type AskedRelease, askedRelease } from "./release.ts";
import { type UsageProblem, unknownOption } from "./usage.ts";

export const QUERY_USAGE = `Usage: corefile-studio query [-conf FILE] NAME [TYPE] [options]

Starts the engine with a Corefile on loopback, asks it one question over a real socket, prints the reply, and ends.

  -conf FILE      the Corefile, a folder with one, a manifest with one in a ConfigMap (YAML or JSON), or - for standard
                  input (default: Corefile in this folder)
  --class CLASS   IN (default), CH, HS, ANY, CLASS7, ...
  --tcp           ask over TCP instead of UDP; --tls, --https, --https3, --quic and --grpc ask over those
  --at WHERE      ask the listener at WHERE: a port, an address of the Corefile's bind, or ADDRESS:PORT
                  (default: the first listener)
  --as ADDRESS    ask as if from this address
  --as pod:NS/NAME
                  ask as the resolver of that Pod does: every query, in order, and what the application gets; without a
                  TYPE A and AAAA. pod:NS is a pod of that namespace with the defaults. The Pod comes from --cluster, or
                  from the folder cluster beside the Corefile
  --resolver R    the pod's resolver: glibc (default), musl or go
  --node-resolv-conf FILE
                  the node's resolv.conf (default: node/resolv.conf beside the Corefile, else the system's)
  --do            set DNSSEC OK
  --key [HMAC:]NAME:SECRET
                  sign the question with a TSIG key, and tell whether the reply is signed; HMAC is hmac-sha256 (default),
                  hmac-sha1, hmac-sha224, hmac-sha384 or hmac-sha512, SECRET is in Base64
  --bufsize N     EDNS payload size (default 1232); 0 asks without EDNS
  --timeout MS    how long to wait for the reply, in milliseconds (default 5000)
  --anyway PLUGIN start at this plugin of the server block, past those before it; PLUGIN:LINE if there are several
  --times N       ask N times (1 to 1000), each from another port, and tell how often which answer came, which upstream
                  gave it and which line decided; with --why also why each different answer came
  --why           explain the reply: which plugin answered, and because of which line; without a reply,
                  or after Ctrl+C, how far the question got and what it waits for
  --json          print everything as JSON
  --engine E      who answers: built-in (default); coredns, your own coredns program on loopback, on a copy of the files
                  that the Corefile names; or both, side by side, with what differs
  --coredns PATH  that program (default: COREDNS_BIN, else coredns in the PATH)
  --release R     ask as CoreDNS R, such as 1.11.3: its directives, options, schemes and order of the chain; what a plugin
                  does with a question stays that of 1.15.0 (default: release in studio.yaml beside the Corefile)
  --cluster DIR   Kubernetes manifests that stand for a cluster: Services, EndpointSlices, Pods, Namespaces
  -dns.port PORT  the port of server blocks without one (default 53)

Exit code: 0 a reply came, 1 the Corefile has errors, 2 the command line is wrong, 3 no reply came,
4 the replies of both engines differ, 130 stopped with Ctrl+C.
`;

/** Who may be asked. */
const ENGINES = ["built-in", "coredns", "both"] as const;
type AskedEngine = (typeof ENGINES)[number];

export interface QueryOptions {
  readonly corefile: string;
  readonly request: CheckedAskRequest;
  /** Where the question is sent, as far as it matters which listener takes it. */
  readonly destination: Destination;
  readonly defaultPort: number;
  /** A folder of manifests that stand for a cluster. */
  readonly cluster: string | undefined;
  readonly explain: boolean;
  /** How often it is asked; more than once gives a distribution. */
  readonly times: number;
  readonly json: boolean;
  readonly engine: AskedEngine;
  /** The coredns program that was named. */
  readonly coredns: string | undefined;
  /** The pod that asks, if one does. */
  readonly pod?: PodOfOptions | undefined;
  /** The release that was asked for. */
  readonly release?: AskedRelease | undefined;
}

/** A pod as the command line names it. */
interface PodOfOptions {
  readonly namespace: string;
  /** Without it a pod with the defaults. */
  readonly name: string | undefined;
  readonly resolver: ResolverName;
  /** The RR type, if one was given. */
  readonly type: string | undefined;
  readonly nodeResolvConf: string | undefined;
}

/** Transports that options name; UDP has none. */
const TRANSPORTS = ["tcp", "tls", "https", "https3", "quic", "grpc"] as const;

const SWITCHES: ReadonlySet<string> = new Set([...TRANSPORTS, "do", "why", "json", "help", "h"]);
const VALUES: ReadonlySet<string> = new Set([
  "conf",
  "class",
  "at",
  "as",
  "bufsize",
  "timeout",
  "anyway",
  "cluster",
  "resolver",
  "node-resolv-conf",
  "dns.port",
  "key",
  "times",
  "engine",
  "coredns",
  "release",
]);

const OPTIONS = [...SWITCHES, ...VALUES].map((name) => {
  return name.length > 1 && name !== "conf" && name !== "dns.port" ? `--${name}` : `-${name}`;
});

/** Reads the arguments behind `query`. Options take one dash or two, `--x VALUE` or `--x=VALUE`. */
export function readQueryOptions(args: readonly string[]): QueryOptions | UsageProblem {
  const words: string[] = [];
  const given = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? "";
    const match = /^--?([a-z][a-z0-9.-]*)(?:=(.*))?$/s.exec(argument);
    const name = match?.[1];
    if (name === undefined) {
      words.push(argument);
    } else if (SWITCHES.has(name)) {
      given.set(name, "");
    } else if (VALUES.has(name)) {
      const value = match?.[2] ?? args[++at];
      if (value === undefined) return { usageProblem: `${argument} needs a value` };
      given.set(name, value);
    } else {
      return unknownOption(argument, OPTIONS);
    }
  }
  if (given.has("help") || given.has("h")) return { usageProblem: "" };
  const [name, type] = words;
  if (name === undefined) return { usageProblem: "the name to ask for is missing" };
  if (words.length > 2) return { usageProblem: `unexpected ${words[2]}` };
  const release = askedRelease(given.get("release"));
  if (release !== undefined && "usageProblem" in release) return release;
  const options = checkOptions({ name, ...(type === undefined ? {} : { type }) }, given);
  return "usageProblem" in options ? options : { ...options, release };
}

/** `forward` or `forward:9`. */
function readAnyway(text: string | undefined): { plugin: string; line?: number } | undefined {
  if (text === undefined) return undefined;
  const [, plugin = text, line] = /^(.*):(\d+)$/.exec(text) ?? [];
  return line === undefined ? { plugin } : { plugin, line: Number(line) };
}

/** `hmac-sha512:NAME:SECRET`, or `NAME:SECRET`. */
function readKey(text: string | undefined): AskKey | UsageProblem | undefined {
  if (text === undefined) return undefined;
  const parts = text.split(":");
  const secret = parts.pop() ?? "";
  const written = parts.pop() ?? "";
  const [wanted = "hmac-sha256", ...others] = parts;
  const algorithm = ALGORITHM_NAMES.find((name) => name === wanted.toLowerCase());
  if (others.length > 0 || written === "") return { usageProblem: "--key takes NAME:SECRET or HMAC:NAME:SECRET" };
  if (algorithm === undefined) {
    return { usageProblem: `--key takes ${ALGORITHM_NAMES.join(", ")}, not "${wanted}"` };
  }
  const name = written.endsWith(".") ? written : `${written}.`;
  if (!isDomainName(name)) return { usageProblem: `--key: "${written}" is not a domain name` };
  if (readSecret(secret) === undefined) return { usageProblem: "--key: the secret is not Base64" };
  return { name, algorithm, secret };
}

/** The pod that `--as` names; undefined when it names none. */
function readPod(
  given: ReadonlyMap<string, string>,
  type: string | undefined,
): PodOfOptions | UsageProblem | undefined {
  const as = given.get("as") ?? "";
  const only = ["resolver", "node-resolv-conf"].find((option) => given.has(option));
  if (!as.startsWith("pod:"))
    return only === undefined ? undefined : { usageProblem: `--${only} needs --as pod:NS/NAME` };
  const named = podNamed(as);
  if (named === undefined) return { usageProblem: `--as takes pod:NAMESPACE/NAME or pod:NAMESPACE, not "${as}"` };
  const resolver = RESOLVERS.find((known) => known === (given.get("resolver") ?? "glibc"));
  if (resolver === undefined) {
    return { usageProblem: `--resolver takes ${RESOLVERS.join(", ")}, not "${given.get("resolver")}"` };
  }
  if (given.has("anyway")) return { usageProblem: "--anyway asks one question; a pod's resolver asks several" };
  return { ...named, resolver, type, nodeResolvConf: given.get("node-resolv-conf") };
}

/** What a coredns program cannot do, and ours can. */
const BUILT_IN_ONLY = ["anyway", "cluster", "resolver", "node-resolv-conf"];

function readEngine(given: ReadonlyMap<string, string>, times: number): AskedEngine | UsageProblem {
  const wanted = given.get("engine") ?? "built-in";
  const engine = ENGINES.find((known) => known === wanted);
  if (engine === undefined) return { usageProblem: `--engine takes ${ENGINES.join(", ")}, not "${wanted}"` };
  if (engine === "coredns" && given.has("release"))
    return { usageProblem: "--release is for the built-in engine; a coredns program is the release that it is" };
  if (engine === "built-in") {
    return given.has("coredns") ? { usageProblem: "--coredns needs --engine coredns or --engine both" } : engine;
  }
  const only = BUILT_IN_ONLY.find((option) => given.has(option));
  if (only !== undefined) return { usageProblem: `--${only} is for the built-in engine` };
  const as = given.get("as");
  if (as?.startsWith("pod:") === true) return { usageProblem: "--as pod: is for the built-in engine" };
  if (as !== undefined && !isLoopback(canonicalHost(as)))
    return {
      usageProblem: "--as takes a loopback address here: a coredns program sees where a query really comes from",
    };
  return engine === "both" && times > 1 ? { usageProblem: "--times asks one engine" } : engine;
}

/** No name, type or class has as many, however it is escaped. */
const MOST_CHARACTERS = 4096;

function isPlaced({ plugin, line }: NonNullable<CheckedAskRequest["anyway"]>): boolean {
  return plugin !== "" && plugin.length <= 100 && (line === undefined || (Number.isSafeInteger(line) && line > 0));
}

/** Whole numbers that options take, and what each is when it is left out. */
const NUMBERS = {
  bufsize: { what: "a size in octets", least: 0, most: 65_535 },
  timeout: { what: "a time in milliseconds", least: 100, most: 30_000 },
  times: { what: "a number", least: 1, most: 1000 },
  "dns.port": { what: "a port", least: 1, most: 65_535 },
} as const;

function checkOptions(
  question: { name: string; type?: string },
  given: ReadonlyMap<string, string>,
): QueryOptions | UsageProblem {
  for (const [option, { what, least, most }] of Object.entries(NUMBERS)) {
    const value = given.get(option);
    if (value === undefined || (/^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most)) continue;
    const written = option.includes(".") ? `-${option}` : `--${option}`;
    return { usageProblem: `${written} takes ${what} from ${least} to ${most}, not "${value}"` };
  }
  const number = (option: keyof typeof NUMBERS): number | undefined => {
    const value = given.get(option);
    return value === undefined ? undefined : Number(value);
  };
  const transports = TRANSPORTS.filter((transport) => given.has(transport));
  const [first, second] = transports;
  if (second !== undefined) return { usageProblem: `--${first} and --${second} are two transports; ask over one` };
  const pod = readPod(given, question.type);
  if (pod !== undefined && "usageProblem" in pod) return pod;
  const clientAddress = pod === undefined ? given.get("as") : undefined;
  const bad = badClientAddress(clientAddress);
  if (bad !== undefined) return { usageProblem: `--as: ${bad.error}` };
  const anyway = readAnyway(given.get("anyway"));
  if (anyway !== undefined && !isPlaced(anyway)) {
    return { usageProblem: `--anyway takes the name of a plugin, or PLUGIN:LINE, not "${given.get("anyway")}"` };
  }
  const key = readKey(given.get("key"));
  if (key !== undefined && "usageProblem" in key) return key;
  if (key !== undefined && pod !== undefined) {
    return { usageProblem: "--key signs one question; a pod's resolver asks several" };
  }
  const times = number("times") ?? 1;
  if (times > 1 && pod !== undefined) {
    return { usageProblem: "--times repeats one question; a pod's resolver asks several" };
  }
  const engine = readEngine(given, times);
  if (typeof engine !== "string") return engine;
  const at = given.get("at");
  const destination = at === undefined ? {} : readDestination(at);
  if (destination === undefined) {
    return { usageProblem: `--at takes a port, an address or ADDRESS:PORT, not "${at}"` };
  }
  const size = number("bufsize") ?? 1232;
  const { name, type = ASK_DEFAULTS.type } = question;
  const qclass = given.get("class") ?? ASK_DEFAULTS.class;
  if ([name, type, qclass].some((text) => text.length > MOST_CHARACTERS))
    return { usageProblem: "the name, the type or the class is far too long" };
  return {
    corefile: given.get("conf") ?? "Corefile",
    request: {
      ...ASK_DEFAULTS,
      name: name.trim(),
      type: type.trim(),
      class: qclass.trim(),
      transport: transports[0] ?? ASK_DEFAULTS.transport,
      ...(size === 0 && !given.has("do") ? {} : { edns: { size, dnssecOk: given.has("do") } }),
      clientAddress,
      anyway,
      key,
      timeoutMs: number("timeout") ?? ASK_DEFAULTS.timeoutMs,
    },
    destination,
    defaultPort: number("dns.port") ?? 53,
    cluster: given.get("cluster"),
    explain: given.has("why") || given.has("anyway"),
    times,
    json: given.has("json"),
    engine,
    coredns: given.get("coredns"),
    pod,
  };
}
