/** The command line of `corefile-studio query`, read into a checked question. */
import { anywaySchema, askRequestSchema, type CheckedAskRequest } from "../lib/api/ask.ts";
import { badClientAddress } from "../server/client/question.ts";
import { type Destination, readDestination } from "./query/choose-listener.ts";
import { type UsageProblem, unknownOption } from "./usage.ts";

export const QUERY_USAGE = `Usage: corefile-studio query [-conf FILE] NAME [TYPE] [options]

Starts the engine with a Corefile on loopback, asks it one question over a real socket, prints the reply, and ends.

  -conf FILE      the Corefile, a folder with one, a manifest with one in a ConfigMap (YAML or JSON), or - for standard
                  input (default: Corefile in this folder)
  --class CLASS   IN (default), CH, HS, ANY, CLASS7, ...
  --tcp           ask over TCP instead of UDP
  --at WHERE      ask the listener at WHERE: a port, an address of the Corefile's bind, or ADDRESS:PORT
                  (default: the first listener)
  --as ADDRESS    ask as if from this address
  --do            set DNSSEC OK
  --bufsize N     EDNS payload size (default 1232); 0 asks without EDNS
  --timeout MS    how long to wait for the reply, in milliseconds (default 5000)
  --anyway PLUGIN start at this plugin of the server block, past those before it; PLUGIN:LINE if there are several
  --why           explain the reply: which plugin answered, and because of which line; without a reply,
                  or after Ctrl+C, how far the question got and what it waits for
  --json          print everything as JSON
  --cluster DIR   Kubernetes manifests that stand for a cluster: Services, EndpointSlices, Pods, Namespaces
  -dns.port PORT  the port of server blocks without one (default 53)

Exit code: 0 a reply came, 1 the Corefile has errors, 2 the command line is wrong, 3 no reply came,
130 stopped with Ctrl+C.
`;

export interface QueryOptions {
  readonly corefile: string;
  readonly request: CheckedAskRequest;
  /** Where the question is sent, as far as it matters which listener takes it. */
  readonly destination: Destination;
  readonly defaultPort: number;
  /** A folder of manifests that stand for a cluster. */
  readonly cluster: string | undefined;
  readonly explain: boolean;
  readonly json: boolean;
}

const SWITCHES: ReadonlySet<string> = new Set(["tcp", "do", "why", "json", "help", "h"]);
const VALUES: ReadonlySet<string> = new Set([
  "conf",
  "class",
  "at",
  "as",
  "bufsize",
  "timeout",
  "anyway",
  "cluster",
  "dns.port",
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
    const match = /^--?([a-z][a-z.]*)(?:=(.*))?$/s.exec(argument);
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
  return checkOptions({ name, ...(type === undefined ? {} : { type }) }, given);
}

/** `forward` or `forward:9`. */
function readAnyway(text: string | undefined): { plugin: string; line?: number } | undefined {
  if (text === undefined) return undefined;
  const [, plugin = text, line] = /^(.*):(\d+)$/.exec(text) ?? [];
  return line === undefined ? { plugin } : { plugin, line: Number(line) };
}

/** Whole numbers that options take, and what each is when it is left out. */
const NUMBERS = {
  bufsize: { what: "a size in octets", least: 0, most: 65_535 },
  timeout: { what: "a time in milliseconds", least: 100, most: 30_000 },
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
  const bad = badClientAddress(given.get("as"));
  if (bad !== undefined) return { usageProblem: `--as: ${bad.error}` };
  const anyway = readAnyway(given.get("anyway"));
  if (anyway !== undefined && !anywaySchema.safeParse(anyway).success) {
    return { usageProblem: `--anyway takes the name of a plugin, or PLUGIN:LINE, not "${given.get("anyway")}"` };
  }
  const at = given.get("at");
  const destination = at === undefined ? {} : readDestination(at);
  if (destination === undefined) {
    return { usageProblem: `--at takes a port, an address or ADDRESS:PORT, not "${at}"` };
  }
  const size = number("bufsize") ?? 1232;
  const checked = askRequestSchema.safeParse({
    ...question,
    class: given.get("class") ?? "IN",
    transport: given.has("tcp") ? "tcp" : "udp",
    ...(size === 0 && !given.has("do") ? {} : { edns: { size, dnssecOk: given.has("do") } }),
    clientAddress: given.get("as"),
    anyway,
    timeoutMs: number("timeout"),
  });
  // All that is left is a text of thousands of characters.
  if (!checked.success) return { usageProblem: "the name, the type or the class is far too long" };
  return {
    corefile: given.get("conf") ?? "Corefile",
    request: checked.data,
    destination,
    defaultPort: number("dns.port") ?? 53,
    cluster: given.get("cluster"),
    explain: given.has("why") || given.has("anyway"),
    json: given.has("json"),
  };
}
