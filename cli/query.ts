/** `corefile-studio query`: one question to a Corefile's engine over a real socket, answered and explained. */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { AskReply, Received } from "../lib/api/ask.ts";
import { LISTENER_OF } from "../lib/api/ask-transport.ts";
import type { Listener } from "../lib/api/engine.ts";
import type { Explanation } from "../lib/explanation/explanation.ts";
import { placeText, writeExplanation } from "../lib/explanation/explanation-text.ts";
import { isEarlier, sameBehaviour } from "../lib/profiles/releases.ts";
import type { Problem } from "../lib/text/problem.ts";
import { chooseListener, type Destination } from "../server/client/choose-listener.ts";
import { describeAsked } from "../server/client/describe-asked.ts";
import type { BadQuestion } from "../server/client/question.ts";
import { askExplained } from "../server/engine/ask.ts";
import { CannotDo, type Running } from "../server/engine/engine.ts";
import { printable, printableJson, printableLine } from "./printable.ts";
import type { PodOption } from "./query/as-pod.ts";
import { clusterFolder } from "./query/cluster-folder.ts";
import { type AskedConfiguration, chooseConfiguration } from "./query/configuration.ts";
import { emptyCacheNote } from "./query/empty-cache.ts";
import { type ChosenEngine, chooseEngines } from "./query/engines.ts";
import { askManyTimes } from "./query/many-times.ts";
import { askBoth, type ServingEngine } from "./query/side-by-side.ts";
import { QUERY_USAGE, type QueryOptions, readQueryOptions } from "./query-options.ts";
import { isFolder } from "./read-input.ts";
import { releaseOfConfiguration } from "./release.ts";
import { usageLine } from "./usage.ts";

const COMMAND = "corefile-studio query";

/** Runs the subcommand; gives the exit code. */
export async function runQuery(args: readonly string[]): Promise<number> {
  const options = readQueryOptions(args);
  if ("usageProblem" in options) {
    if (options.usageProblem === "") return print(QUERY_USAGE, 0);
    return complain(usageLine(COMMAND, options.usageProblem), 2);
  }
  const chosen = await chooseConfiguration(options.corefile);
  if ("reason" in chosen) return complain(`${COMMAND}: ${chosen.reason}\n`, 2);
  const engines = await chooseEngines(options, chosen);
  if ("reason" in engines) return complain(`${COMMAND}: ${engines.reason}\n${engines.help}\n`, 2);
  try {
    const root = process.cwd();
    // The user's own shell asks: it may read what the user may, and its environment is the Corefile's.
    const allowed = [dirname(root), "/"];
    const { corefile, drafts } = chosen;
    const cluster = options.pod === undefined ? options.cluster : clusterFolder(options);
    if (cluster !== undefined && !isFolder(cluster))
      return complain(`${COMMAND}: --cluster: ${cluster} is not a folder\n`, 2);
    const model = cluster === undefined ? {} : { cluster };
    const release = await releaseOf(options, chosen);
    const snapshot = { root, corefile, drafts, allowed, environment: process.env, release, ...model };
    const serving: ServingEngine[] = [];
    for (const one of engines) {
      const running = await one.engine.start(snapshot, { tell: () => undefined });
      const problems = running.problems.map(foundAt(chosen));
      if (running.kind === "refused") return printRefusal(one, problems, options);
      if (one.engine.kind === "coredns" && !options.json) process.stderr.write(problemLines(problems));
      serving.push({ ...one, running });
    }
    return await askServing(serving, options, chosen);
  } catch (error) {
    if (error instanceof CannotDo) return complain(`${COMMAND}: ${error.message}\n`, 2);
    throw error;
  } finally {
    // Not waited for: a shutdown takes as long as the Corefile says (lameduck), and nothing else was asked.
    for (const { engine } of engines) void engine.stop();
  }
}

/** The release, after what is to be said of it. */
async function releaseOf(options: QueryOptions, chosen: AskedConfiguration): Promise<string | undefined> {
  const asked = options.release ?? (await releaseOfConfiguration(chosen));
  for (const note of asked.notes) complain(`${COMMAND}: ${printableLine(note)}\n`, 0);
  if (isEarlier(asked.release) && !options.json) print(`;; ${sameBehaviour(asked.release)}\n`, 0);
  return asked.release;
}

async function askServing(
  [first, second]: readonly ServingEngine[],
  options: QueryOptions,
  chosen: AskedConfiguration,
): Promise<number> {
  if (first !== undefined && second !== undefined) {
    const both = await askBoth([first, second], options, stoppedByKey());
    return "error" in both ? complain(notAsked(both), 2) : print(both.text, both.exitCode);
  }
  if (first === undefined) return complain(`${COMMAND}: there is no engine\n`, 2);
  const problems = first.running.problems.map(foundAt(chosen));
  return askAndPrint({ serving: first, running: first.running, problems, options, chosen });
}

/** Problems where the user finds them: those of a manifest in the manifest. */
function foundAt(chosen: AskedConfiguration): (problem: Problem) => Problem {
  return (problem) => {
    const { file, line, column, endLine, endColumn } = chosen.place(problem.range);
    const { start, end } = problem.range;
    const range = { file, start: { ...start, line, column }, end: { ...end, line: endLine, column: endColumn } };
    return { ...problem, range };
  };
}

interface Asking {
  readonly serving: ServingEngine;
  readonly running: Running;
  readonly problems: readonly Problem[];
  readonly options: QueryOptions;
  readonly chosen: AskedConfiguration;
}

async function askAndPrint({ serving, running, problems, options, chosen }: Asking): Promise<number> {
  const kind = LISTENER_OF[options.request.transport];
  const listener = chooseListener(running.listeners, options.destination, kind);
  if (listener === undefined) {
    const there = running.listeners.map(({ label }) => label).join(", ");
    return complain(`the Corefile has no ${kind}:// listener${whereText(options.destination)}; it has ${there}\n`, 2);
  }
  if (options.pod !== undefined) return printAsPod({ running, listener, options, chosen, option: options.pod });
  if (options.times > 1) {
    const many = await askManyTimes({ running, listener, options, signal: stoppedByKey() });
    return "error" in many ? complain(notAsked(many), 2) : print(many.text, many.exitCode);
  }
  const { request } = options;
  const asked = await askExplained(running, {
    listener,
    request,
    ...(serving.engine.kind === "built-in"
      ? { countsAs: request.clientAddress }
      : { sourceAddress: request.clientAddress }),
    signal: stoppedByKey(),
    isExplained: options.explain || options.json,
  });
  if ("error" in asked) return complain(notAsked(asked), 2);
  const { question, received, explanation } = asked;
  const exitCode = exitCodeOf(received);
  const { anyway } = request;
  if (anyway !== undefined && explanation !== undefined && leavesNothingOut(explanation, anyway.plugin)) {
    return complain(`the server block has no ${anyway.plugin} that could be asked first\n`, 2);
  }
  if (options.json) {
    const reply: Omit<AskReply, "engine"> = {
      asked: describeAsked(question, request.name),
      listener: { label: listener.label, bound: listener.bound },
      received,
      ...(explanation === undefined ? {} : { explanation }),
    };
    return print(`${printableJson({ ...reply, problems })}\n`, exitCode);
  }
  const { typed, name } = describeAsked(question, request.name);
  if (typed !== undefined) print(printable(`;; ${typed} is asked as ${name}\n`), exitCode);
  print(printable(received.kind === "reply" ? received.text : `;; ${received.text}\n`), exitCode);
  if (explanation === undefined)
    return options.explain && serving.notTold !== "" ? print(`\n;; ${serving.notTold}\n`, exitCode) : exitCode;
  return print(`\n${writeExplanation(explanation, printableLine)}${emptyCacheNote(explanation)}`, exitCode);
}

interface PrintingAsPod {
  readonly running: Running;
  readonly listener: Listener;
  readonly options: QueryOptions;
  readonly chosen: AskedConfiguration;
  readonly option: PodOption;
}

async function printAsPod({ chosen, ...asking }: PrintingAsPod): Promise<number> {
  const { options, option } = asking;
  const { nodeResolvConf } = option;
  if (nodeResolvConf !== undefined && !existsSync(nodeResolvConf))
    return complain(`${COMMAND}: --node-resolv-conf: ${nodeResolvConf}: no such file\n`, 2);
  const { askAsPod, podWorld } = await import("./query/as-pod.ts");
  const { findPod } = await import("../server/engine/find-pod.ts");
  const world = podWorld(options, chosen);
  const pod = findPod(world, option);
  if ("reason" in pod) return complain(`${COMMAND}: ${pod.reason}\n`, 2);
  const printed = await askAsPod({ ...asking, world, pod, signal: stoppedByKey() });
  return "error" in printed ? complain(notAsked(printed), 2) : print(printed.text, printed.exitCode);
}

/** True when the plugin is not in the chain; the first one of a chain is asked in any case. */
function leavesNothingOut({ counterfactual, steps }: Explanation, plugin: string): boolean {
  return counterfactual === undefined && steps[0]?.plugin !== plugin;
}

/** Why the question was not asked, and how the one that was probably meant is. */
function notAsked({ error, help, meant }: BadQuestion): string {
  const command = meant === undefined ? "" : `\n    corefile-studio query ${meant.name} ${meant.type ?? ""}`.trimEnd();
  return printable(`${error}\n${help}${command}\n`);
}

/** Ends the wait for the reply at the first Ctrl+C; the second ends the process, as ever. */
function stoppedByKey(): AbortSignal {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  return stop.signal;
}

function exitCodeOf(received: Received): number {
  if (received.kind === "reply") return 0;
  return received.because === "cancelled" ? 130 : 3;
}

function whereText({ address, port }: Destination): string {
  return [address === undefined ? "" : ` at ${address}`, port === undefined ? "" : ` on port ${port}`].join("");
}

function printRefusal({ engine, title }: ChosenEngine, problems: readonly Problem[], options: QueryOptions): number {
  if (options.json) return print(`${printableJson({ problems })}\n`, 1);
  const who = engine.kind === "coredns" ? `${title} does not start:\n` : "";
  return complain(`${who}${problemLines(problems)}`, 1);
}

function problemLines(problems: readonly Problem[]): string {
  return problems
    .flatMap(({ severity, message, range, help }) => [
      `${placeText(range)}: ${severity}: ${message}`,
      ...(help === undefined ? [] : [`    ${help}`]),
    ])
    .map((line) => `${printableLine(line)}\n`)
    .join("");
}

function print(text: string, exitCode: number): number {
  process.stdout.write(text);
  return exitCode;
}

function complain(text: string, exitCode: number): number {
  process.stderr.write(printable(text));
  return exitCode;
}
