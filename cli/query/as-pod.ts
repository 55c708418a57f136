/** `query --as pod:NS/NAME`: a pod's resolver asks, and every query of it is printed. */
import { join } from "node:path";
import type { Listener } from "../../lib/api/engine.ts";
import type { PodOutcome } from "../../lib/api/pod.ts";
import { writeExplanation } from "../../lib/explanation/explanation-text.ts";
import type { PodResolvConf } from "../../lib/kubernetes/pod/pod-resolv-conf.ts";
import { RESOLVER_PROFILES } from "../../lib/kubernetes/pod/profiles.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { alignColumns } from "../../lib/text/columns.ts";
import { describeAsked } from "../../server/client/describe-asked.ts";
import type { BadQuestion } from "../../server/client/question.ts";
import { askExplained } from "../../server/engine/ask.ts";
import { readConfiguration } from "../../server/engine/configuration.ts";
import { describePodOutcome } from "../../server/engine/describe-pod.ts";
import type { Running } from "../../server/engine/engine.ts";
import { NODE_RESOLV_CONF, type PodWorld, readPodWorld } from "../../server/engine/pod-world.ts";
import { type AskingPod, resolveAsPod } from "../../server/engine/resolve-as-pod.ts";
import { createHost } from "../../server/host/host.ts";
import { overlayFiles } from "../../server/host/overlay-files.ts";
import { printable, printableJson, printableLine } from "../printable.ts";
import type { QueryOptions } from "../query-options.ts";
import { clusterFolder, workspaceOf } from "./cluster-folder.ts";
import type { AskedConfiguration } from "./configuration.ts";

/** What is printed, and how the command ends. */
export interface Printed {
  readonly text: string;
  readonly exitCode: number;
}

/** Who asks, in the words of the command line. */
export type PodOption = NonNullable<QueryOptions["pod"]>;

/** What the folder tells of pods. */
export function podWorld(
  options: Pick<QueryOptions, "corefile" | "defaultPort" | "cluster" | "pod">,
  chosen: AskedConfiguration,
): PodWorld {
  const host = createHost();
  const { corefile, drafts, overlay } = chosen;
  const texts = new Map(Object.entries(drafts).map(([path, text]) => [host.files.absolute(path), text]));
  const files = overlayFiles(host.files, overlay ?? { texts });
  const configuration = readConfiguration({ corefile, defaultPort: options.defaultPort, host: { ...host, files } });
  const given = options.pod?.nodeResolvConf;
  const nodeFiles = [given ?? join(workspaceOf(options.corefile), NODE_RESOLV_CONF)];
  return readPodWorld({ files: host.files, configuration, directives, cluster: clusterFolder(options), nodeFiles });
}

interface AskingAsPod {
  readonly running: Running;
  readonly listener: Listener;
  readonly options: QueryOptions;
  readonly world: PodWorld;
  readonly pod: AskingPod & { readonly title: string };
  readonly option: PodOption;
  readonly signal: AbortSignal;
}

/** Lets the pod's resolver ask; gives what to print, or what is wrong with the question. */
export async function askAsPod(asking: AskingAsPod): Promise<Printed | BadQuestion> {
  const { running, listener, options, world, pod, option, signal } = asking;
  const { name } = options.request;
  const { resolver, type } = option;
  const question = { pod, resolver, name, ...(type === undefined ? {} : { type }) };
  const answer = await resolveAsPod(world, question, async (request) => {
    const asked = await askExplained(running, { listener, request, countsAs: request.clientAddress, signal });
    return "error" in asked ? asked : { ...asked, asked: describeAsked(asked.question, request.name) };
  });
  if ("error" in answer) return answer;
  const { conf } = answer;
  const outcome = answer.outcome === undefined ? undefined : describePodOutcome(answer.outcome);
  const exitCode = exitCodeOf(outcome);
  if (options.json) return { text: `${printableJson(jsonOf(asking, conf, outcome))}\n`, exitCode };
  const head = [
    `;; as ${pod.title}${pod.address === undefined ? "" : ` (${pod.address})`}: ${pod.dnsPolicy}${pod.hostNetwork ? ", hostNetwork" : ""}, ${RESOLVER_PROFILES[resolver].title}`,
    ...confLines(conf),
  ];
  const text = outcome === undefined ? notHere(conf) : outcomeText(outcome, options.explain);
  return { text: `${head.join("\n")}\n\n${text}`, exitCode };
}

function exitCodeOf(outcome: PodOutcome | undefined): number {
  if (outcome?.isStopped === true) return 130;
  if (outcome === undefined || outcome.attempts.length === 0) return 0;
  return outcome.attempts.every(({ detail }) => detail?.received.kind !== "reply") ? 3 : 0;
}

function jsonOf(
  { pod, option, options }: AskingAsPod,
  resolvConf: PodResolvConf,
  outcome: PodOutcome | undefined,
): unknown {
  const { title: _title, ...spec } = pod;
  const { does } = RESOLVER_PROFILES[option.resolver];
  return {
    name: options.request.name,
    pod: spec,
    resolver: option.resolver,
    resolverDoes: does,
    resolvConf,
    ...outcome,
  };
}

function confLines({ searches, servers, options, notes }: PodResolvConf): readonly string[] {
  const rows = [
    ...searches.map((word, at) => [at === 0 ? ";;   search" : ";;", word.value, `; ${word.origin}`]),
    ...servers.map((word) => [";;   nameserver", word.value, `; ${word.origin}`]),
    ...options.map((word) => [";;   options", word.value, `; ${word.origin}`]),
  ];
  return [
    ...alignColumns(rows.map((row) => row.map(printableLine))),
    ...notes.map((note) => printableLine(`;; ${note}`)),
  ];
}

function notHere({ servers }: PodResolvConf): string {
  const [first] = servers;
  return first === undefined
    ? ";; The pod has no nameserver: it asks nobody.\n"
    : printable(`;; The pod asks ${first.value}, not this CoreDNS: none of its queries comes here.\n`);
}

function outcomeText(outcome: PodOutcome, explains: boolean): string {
  const rows = outcome.attempts.map((attempt, at) => [
    String(at + 1),
    attempt.name,
    attempt.type,
    attempt.outcome,
    attempt.answeredBy ?? "-",
    `${attempt.tookMs.toFixed(1)} ms`,
    attempt.why,
  ]);
  const table =
    rows.length === 0
      ? [";; Nothing was sent: no resolver sends such a name."]
      : alignColumns(rows.map((row) => row.map(printableLine)));
  const explained = explains ? outcome.attempts.flatMap(({ detail }) => detail?.explanation ?? []) : [];
  return [
    ...table,
    "",
    ...outcome.notes.map((note) => `;; ${note}`),
    ...resultLines(outcome),
    "",
    ...explained.map((explanation) => writeExplanation(explanation, printableLine)),
  ].join("\n");
}

function resultLines({ attempts, result, comparison }: PodOutcome): readonly string[] {
  const last = attempts.at(-1);
  const stop = last?.next === "stops" && last.nextBecause !== "" ? [`;; ${last.nextBecause}`] : [];
  const gets = result.isFound
    ? [`;; the application gets ${result.values.join(", ")} from ${result.name ?? ""}`]
    : [...stop, `;; the application gets an error: ${result.error ?? ""}`];
  if (comparison === undefined) return gets.map(printableLine);
  const { cost, whatIfs, breaks, resolvers } = comparison;
  const others = resolvers.map(({ resolver, isFound, values, error }) => {
    return `${RESOLVER_PROFILES[resolver].title}: ${isFound ? values.join(", ") : (error ?? "")}`;
  });
  return [
    ...gets,
    `;; cost: ${queriesInWords(cost.queries)}, ${cost.wasted} wasted, ${cost.tookMs.toFixed(1)} ms`,
    ...whatIfs.map(
      ({ label, queries, note }) => `;; ${label}: ${queriesInWords(queries)}${note === "" ? "" : `; ${note}`}`,
    ),
    ...(breaks === undefined ? [] : [`;; ${breaks}`]),
    ...others.map((line) => `;; ${line}`),
  ].map(printableLine);
}

function queriesInWords(count: number): string {
  return count === 1 ? "1 query" : `${count} queries`;
}
