/** The command line of `corefile-studio query`, read into a checked question. */
import { z } from "zod";
import { askRequestSchema, type CheckedAskRequest } from "../lib/api/ask.ts";

export const QUERY_USAGE = `Usage: corefile-studio query [-conf FILE] NAME [TYPE] [options]

Starts the engine with a Corefile on loopback, asks it one question over a real socket, prints the reply, and ends.

  -conf FILE      the Corefile (default: Corefile in this folder)
  --class CLASS   IN (default), CH, HS, ANY, CLASS7, ...
  --tcp           ask over TCP instead of UDP
  --at PORT       ask the listener of this port of the Corefile (default: its first one)
  --as ADDRESS    let the question count as coming from this address
  --do            set DNSSEC OK
  --bufsize N     EDNS payload size (default 1232); 0 asks without EDNS
  --timeout MS    how long to wait for the reply, in milliseconds (default 5000)
  --anyway PLUGIN put it to this plugin of its server block, past those before it; PLUGIN:LINE with several
  --why           explain the reply: which plugin answered, and which line made it so
  --json          print everything as JSON
  -dns.port PORT  the port of server blocks that name none (default 53)

Exit code: 0 a reply came, 1 the Corefile has errors, 2 the command line is wrong, 3 no reply came.
`;

export interface QueryOptions {
  readonly corefile: string;
  readonly request: CheckedAskRequest;
  readonly port: number | undefined;
  readonly defaultPort: number;
  readonly explain: boolean;
  readonly json: boolean;
}

/** A command line that cannot be read: what is wrong, or an empty text when help was asked for. */
export interface UsageProblem {
  readonly usageProblem: string;
}

const SWITCHES: ReadonlySet<string> = new Set(["tcp", "do", "why", "json", "help", "h"]);
const VALUES: ReadonlySet<string> = new Set(["conf", "class", "at", "as", "bufsize", "timeout", "anyway", "dns.port"]);

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
      return { usageProblem: `unknown option ${argument}` };
    }
  }
  if (given.has("help") || given.has("h")) return { usageProblem: "" };
  const [name, type] = words;
  if (name === undefined) return { usageProblem: "a name to ask for is missing" };
  if (words.length > 2) return { usageProblem: `unexpected ${words[2]}` };
  return checkOptions({ name, ...(type === undefined ? {} : { type }) }, given);
}

/** `forward` or `forward:9`. */
function readAnyway(text: string | undefined): { plugin: string; line?: number } | undefined {
  if (text === undefined) return undefined;
  const [, plugin = text, line] = /^(.*):(\d+)$/.exec(text) ?? [];
  return line === undefined ? { plugin } : { plugin, line: Number(line) };
}

const portSchema = z.coerce.number().int().min(1).max(65_535);

function checkOptions(
  question: { name: string; type?: string },
  given: ReadonlyMap<string, string>,
): QueryOptions | UsageProblem {
  const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
  const size = number(given.get("bufsize")) ?? 1232;
  const checked = z
    .object({ request: askRequestSchema, port: portSchema.optional(), defaultPort: portSchema })
    .safeParse({
      request: {
        ...question,
        class: given.get("class") ?? "IN",
        transport: given.has("tcp") ? "tcp" : "udp",
        ...(size === 0 && !given.has("do") ? {} : { edns: { size, dnssecOk: given.has("do") } }),
        clientAddress: given.get("as"),
        anyway: readAnyway(given.get("anyway")),
        timeoutMs: number(given.get("timeout")),
      },
      port: given.get("at"),
      defaultPort: given.get("dns.port") ?? 53,
    });
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return { usageProblem: `${issue?.path.at(-1)?.toString() ?? "option"}: ${issue?.message ?? "not as expected"}` };
  }
  const { request, port, defaultPort } = checked.data;
  return {
    corefile: given.get("conf") ?? "Corefile",
    request,
    port,
    defaultPort,
    explain: given.has("why") || given.has("anyway"),
    json: given.has("json"),
  };
}
