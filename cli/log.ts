/** `corefile-studio log`: what CoreDNS was asked and what went wrong, with lines of the Corefile, and asked again. */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Configuration } from "../lib/corefile/configuration.ts";
import { placeText } from "../lib/explanation/explanation-text.ts";
import { directives } from "../lib/plugins/directives.gen.ts";
import { logMessages } from "../lib/plugins/log-messages.gen.ts";
import { isObstacle } from "../lib/text/problem.ts";
import { answerState } from "../lib/traffic/answer-again.ts";
import { corefileHints } from "../lib/traffic/corefile-hints.ts";
import { MessageTable } from "../lib/traffic/decoded/message-table.ts";
import { MessagePlaces } from "../lib/traffic/decoded/places.ts";
import { notesOf } from "../lib/traffic/notes.ts";
import type { CountedQuestion } from "../lib/traffic/question-table.ts";
import { chooseListener } from "../server/client/choose-listener.ts";
import { corefileFiles } from "../server/engine/corefile-files.ts";
import { createQueryEngine } from "../server/engine/worker/query-engine.ts";
import { createHost } from "../server/host/host.ts";
import { reasonOf } from "../server/host/system-words.ts";
import { askAgain } from "../server/traffic/ask-again.ts";
import { type ReadTraffic, readTrafficFile, trafficLength } from "../server/traffic/read-traffic.ts";
import { LOG_USAGE, type LogOptions, readLogOptions } from "./log/log-options.ts";
import { type AskedAgain, isChanged, type LogReport, type PlacedMessage, writeLogReport } from "./log/report.ts";
import { printable } from "./printable.ts";
import { type AskedConfiguration, chooseConfiguration } from "./query/configuration.ts";
import { readChosen } from "./query/read-chosen.ts";
import { usageLine } from "./usage.ts";

const COMMAND = "corefile-studio log";
const DEFAULT_PORT = 53;
/** Progress is told so often. */
const TELL_EVERY_MS = 500;

/** Why nothing can be said, for people. */
class Unable extends Error {
  override readonly name = "Unable";
}

/** Runs the subcommand; gives the exit code. */
export async function runLog(args: readonly string[]): Promise<number> {
  const options = readLogOptions(args);
  if ("usageProblem" in options) {
    if (options.usageProblem !== "") return complain(usageLine(COMMAND, options.usageProblem));
    process.stdout.write(LOG_USAGE);
    return 0;
  }
  try {
    const report = await reportOf(options);
    process.stdout.write(writeLogReport(report, options));
    return report.again.some(({ state }) => isChanged(state)) ? 1 : 0;
  } catch (error) {
    if (error instanceof Unable) return complain(error.message);
    throw error;
  }
}

async function reportOf(options: LogOptions): Promise<LogReport> {
  const chosen = await configurationOf(options);
  const corefile = chosen === undefined ? undefined : readCorefile(chosen);
  const messages = new MessageTable(logMessages);
  const stop = stoppedByKey();
  const { traffic, damage } = await read(options, {
    signal: stop,
    messages,
    hints: corefile === undefined ? {} : corefileHints(corefile, directives, String(DEFAULT_PORT)),
  });
  const questions = traffic.questions.list();
  const places = corefile === undefined ? undefined : new MessagePlaces({ configuration: corefile, directives });
  const placed = messages.list().map(({ about, groups, plugin, ...message }): PlacedMessage => {
    const ranges = places?.of({ about, groups, plugin }) ?? [];
    return { ...message, places: ranges.flatMap((range) => placeOf(range, chosen)) };
  });
  const again = chosen === undefined ? [] : await askAll(questions.slice(0, options.most), { options, chosen, stop });
  const left = messages.left === 0 ? [] : [`${messages.left} messages of further kinds are left out`];
  return {
    source: options.file === "-" ? "standard input" : options.file,
    format: traffic.format ?? "log",
    lines: traffic.lines,
    asked: traffic.questions.asked,
    questions,
    codes: traffic.questions.codes(),
    messages: placed,
    notes: [
      ...notesOf(traffic, damage),
      ...left,
      ...(stop.aborted ? ["given up: the rest was not read or asked"] : []),
    ],
    config: options.config ?? chosen?.corefile,
    again,
  };
}

/** The configuration that is named, or the Corefile here. Throws `Unable` when what is named cannot be read. */
async function configurationOf({ config }: LogOptions): Promise<AskedConfiguration | undefined> {
  if (config === undefined && !existsSync("Corefile")) return undefined;
  const chosen = await chooseConfiguration(config ?? "Corefile");
  if ("reason" in chosen) throw new Unable(`${COMMAND}: ${chosen.reason}`);
  return chosen;
}

function readCorefile(chosen: AskedConfiguration): Configuration {
  const read = readChosen(chosen);
  if ("reason" in read) throw new Unable(`${COMMAND}: ${read.reason}`);
  return read;
}

function placeOf(range: Parameters<AskedConfiguration["place"]>[0], chosen: AskedConfiguration | undefined) {
  if (chosen === undefined) return [];
  const { file, line } = chosen.place(range);
  const text = lineText(chosen, range.file, range.start.line);
  return [{ file, line, text }];
}

function lineText({ drafts }: AskedConfiguration, file: string, line: number): string {
  const text = drafts[file] ?? readText(file);
  return (text.split("\n")[line - 1] ?? "").trim();
}

function readText(file: string): string {
  const text = corefileFiles(createHost().files).read(file);
  return typeof text === "string" ? text : "";
}

interface Reading {
  readonly signal: AbortSignal;
  readonly messages: MessageTable;
  readonly hints: Partial<ReturnType<typeof corefileHints>>;
}

async function read({ file }: LogOptions, { signal, messages, hints }: Reading): Promise<ReadTraffic> {
  const whole = trafficLength(file);
  let toldMs = Date.now();
  try {
    return await readTrafficFile(file, {
      source: "the log",
      ...hints,
      signal,
      onMessage: (message) => messages.add(message),
      onProgress(octets) {
        if (!process.stderr.isTTY || Date.now() - toldMs < TELL_EVERY_MS) return;
        toldMs = Date.now();
        tell(
          `reading ${whole === undefined ? `${Math.round(octets / 1e6)} MB` : `${Math.floor((100 * octets) / whole)} %`}`,
        );
      },
    });
  } catch (error) {
    throw new Unable(`${COMMAND}: ${file}: ${reasonOf(error)}`);
  }
}

interface AskingAll {
  readonly options: LogOptions;
  readonly chosen: AskedConfiguration;
  readonly stop: AbortSignal;
}

/** Puts the questions to the configuration one after the other. Throws `Unable` when CoreDNS would not start with it. */
async function askAll(
  questions: readonly CountedQuestion[],
  { options, chosen, stop }: AskingAll,
): Promise<readonly AskedAgain[]> {
  if (questions.length === 0) return [];
  const { overlay, corefile, drafts } = chosen;
  const engine = createQueryEngine({
    host: createHost(),
    ports: "ephemeral",
    defaultPort: DEFAULT_PORT,
    ...(overlay === undefined ? {} : { overlay }),
  });
  let isBeyond = false;
  const root = process.cwd();
  const upstreams = { fixtures: new Map(), mayAskNetwork: options.mayAskNetwork };
  const environment = process.env;
  try {
    const running = await engine.start(
      { root, corefile, drafts, allowed: [dirname(root), "/"], environment, upstreams },
      {
        tell: (event) => {
          if (event.kind === "no-fixture") isBeyond = true;
        },
      },
    );
    if (running.kind === "refused") {
      const found = running.problems.filter(isObstacle);
      throw new Unable(found.map(({ message, range }) => `${placeText(range)}: ${message}`).join("\n"));
    }
    const listener = chooseListener(running.listeners, options.at);
    if (listener === undefined) throw new Unable(`${COMMAND}: the Corefile has no listener for plain DNS there`);
    const asked: AskedAgain[] = [];
    // What an upstream would have to say once is in a cache the next time.
    const beyond = new Set<string>();
    for (const question of questions) {
      if (stop.aborted) break;
      isBeyond = false;
      const { code } = await askAgain(running, question, { listener, signal: stop });
      const key = `${question.name} ${question.type}`;
      if (isBeyond) beyond.add(key);
      const now = beyond.has(key) ? undefined : code;
      asked.push({ question, now, state: answerState(question.codes, now) });
    }
    return asked;
  } finally {
    // Not waited for: a shutdown takes as long as the Corefile says (lameduck).
    void engine.stop();
  }
}

/** The first Ctrl+C ends the reading or asking; the second ends the process, as ever. */
function stoppedByKey(): AbortSignal {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  return stop.signal;
}

function tell(text: string): void {
  process.stderr.write(`\r${text}\u001b[K\r`);
}

function complain(text: string): number {
  process.stderr.write(printable(text.endsWith("\n") ? text : `${text}\n`));
  return 2;
}
