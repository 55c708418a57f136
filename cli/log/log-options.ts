/** The command line of `corefile-studio log`. */
import { type Destination, readDestination } from "../../server/client/choose-listener.ts";
import { readOptions } from "../read-options.ts";
import type { UsageProblem } from "../usage.ts";

export const LOG_USAGE = `Usage: corefile-studio log [FILE | -] [CONFIG] [options]

Reads what CoreDNS was asked and what went wrong, and asks it again.

  FILE             CoreDNS's log as kubectl, stern, Docker or journald give it, a dnstap file, or a capture (pcap, pcapng);
                   also compressed with gzip; - (default) reads standard input: kubectl logs ... | corefile-studio log
  CONFIG           the Corefile, a folder with one, or a manifest with one (default: the Corefile here, if there is one):
                   errors are told with its lines, and the questions are put to it
  --format FORMAT  text (default) or json
  --top N          how many questions are listed (default 20)
  --ask N          how many questions are asked again, the most asked first (default 1000; 0 for none)
  --at PLACE       the listener to ask: a port, an address or ADDRESS:PORT
  --network        asks upstreams; without it questions that go to one are not compared

A question is answered differently when its response code is none of those in the log.

Exit code: 0 all are answered as before, 1 some are not, 2 it could not be read or asked.
`;

const FORMATS = ["text", "json"] as const;
const DEFAULT_TOP = 20;
const DEFAULT_ASKED = 1000;

export interface LogOptions {
  /** The file; `-` for standard input. */
  readonly file: string;
  /** The configuration; undefined when it is not named. */
  readonly config: string | undefined;
  readonly format: (typeof FORMATS)[number];
  readonly top: number;
  /** How many questions are asked again. */
  readonly most: number;
  readonly at: Destination;
  readonly mayAskNetwork: boolean;
}

/** Reads the arguments behind `log`. */
export function readLogOptions(args: readonly string[]): LogOptions | UsageProblem {
  const given = readOptions(args, { switches: ["network"], values: ["format", "top", "ask", "at"] });
  if ("usageProblem" in given) return given;
  const { words, switches, values } = given;
  if (words.length > 2) return { usageProblem: `a file and a configuration, not ${words.length} words` };
  const wanted = values.get("format") ?? "text";
  const format = FORMATS.find((known) => known === wanted);
  if (format === undefined) return { usageProblem: `--format takes ${FORMATS.join(", ")}, not "${wanted}"` };
  const counts = [values.get("top") ?? String(DEFAULT_TOP), values.get("ask") ?? String(DEFAULT_ASKED)];
  const [top, most] = counts.map((text) => (/^\d{1,7}$/.test(text) ? Number(text) : undefined));
  if (top === undefined || most === undefined)
    return {
      usageProblem: `--top and --ask take whole numbers, not "${counts.find((text) => !/^\d{1,7}$/.test(text))}"`,
    };
  const place = values.get("at");
  const at = place === undefined ? {} : readDestination(place);
  if (at === undefined) return { usageProblem: `--at takes a port, an address or ADDRESS:PORT, not "${place}"` };
  const [file = "-", config] = words;
  return { file, config, format, top, most, at, mayAskNetwork: switches.has("network") };
}
