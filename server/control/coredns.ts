/** A question to the user's own CoreDNS and, for comparison, to our engine: both are started on the same texts, for it alone. */
import type { AskReply, CheckedAskRequest } from "../../lib/api/ask.ts";
import type { BesideBuiltIn, CorednsProgram, CorednsReply } from "../../lib/api/coredns.ts";
import type { EngineInfo } from "../../lib/api/engine.ts";
import { isObstacle } from "../../lib/text/problem.ts";
import { findBinary } from "../coredns/binary.ts";
import { CorednsEngine } from "../coredns/coredns-engine.ts";
import { whyNotTold } from "../coredns/why-not-told.ts";
import type { EngineEvent, Running, Snapshot } from "../engine/engine.ts";
import { createHost } from "../host/host.ts";
import { Refusal } from "../workspaces/refusal.ts";
import { askEngine } from "./ask.ts";
import type { EngineControl } from "./engine-control.ts";

/** So many lines of it are kept. */
const PRINTED = 100;

/** What is asked, and of which texts. */
export interface BesideOrder {
  readonly snapshot: Snapshot;
  readonly request: CheckedAskRequest;
  /** Our engine beside the one that serves. */
  readonly builtIn: EngineControl;
  /** What serves, whose text it is. */
  readonly serving: EngineInfo;
  readonly signal: AbortSignal;
}

/** The program that would be asked. The folder that is open has no say in it. */
export async function corednsProgram(): Promise<CorednsProgram> {
  const found = await findBinary({ environment: process.env });
  return found.kind === "none" ? found : { kind: "binary", path: found.path, release: found.release };
}

/** Asks both. Throws a `Refusal` when there is no program, or the question is none. */
export async function askCoredns({ snapshot, request, builtIn, serving, signal }: BesideOrder): Promise<CorednsReply> {
  const binary = await findBinary({ environment: process.env });
  if (binary.kind === "none") throw new Refusal(404, binary.reason, binary.help);
  const { release } = binary;
  const stopped = new Refusal(409, `stopped before CoreDNS ${release} was up`, "Ask again when you like.");
  if (signal.aborted) throw stopped;
  const printed: string[] = [];
  const hear = (event: EngineEvent): void => {
    if (event.kind === "log" && printed.length < PRINTED) printed.push(event.line.text);
  };
  const engine = new CorednsEngine({ binary, host: createHost({ environment: {} }) });
  const stop = (): void => void engine.stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    const [started, applied] = await Promise.all([
      engine.start(snapshot, { ports: "ephemeral", tell: hear }),
      builtIn.apply(snapshot),
    ]);
    if (signal.aborted) throw stopped;
    if (started.kind === "refused") return { kind: "refused", release, problems: [...started.problems] };
    const info = infoOf(started, { release, serving });
    const reply = await askEngine({ info, watch: (order) => started.watch(order) }, request, signal);
    const compared = await ownReply(builtIn, { request, signal });
    const because = applied.problems.find(isObstacle)?.message;
    const beside: BesideBuiltIn = {
      ...{ release, notTold: whyNotTold(binary), remarks: [...started.problems], printed },
      ...(compared === undefined ? {} : { builtIn: compared }),
      ...(because === undefined ? {} : { because }),
    };
    return { kind: "asked", reply, beside };
  } finally {
    signal.removeEventListener("abort", stop);
    await Promise.all([engine.stop(), builtIn.stop()]);
  }
}

/** What our engine replies; undefined when nothing serves there. */
async function ownReply(
  builtIn: EngineControl,
  { request, signal }: Pick<BesideOrder, "request" | "signal">,
): Promise<BesideBuiltIn["builtIn"]> {
  if (builtIn.info.state !== "serving") return undefined;
  const { received, explanation }: AskReply = await askEngine(builtIn, request, signal);
  return {
    received,
    ...(explanation?.answeredBy === undefined ? {} : { answeredBy: explanation.answeredBy }),
  };
}

/** The program as an engine on the wire. Its text is that of what serves: the page compares by that. */
function infoOf(
  running: Running,
  { release, serving }: { readonly release: string; readonly serving: EngineInfo },
): EngineInfo {
  return {
    engine: "coredns",
    release,
    state: "serving",
    generation: serving.generation,
    listeners: [...running.listeners],
    clusters: [],
    ...(serving.configuration === undefined ? {} : { configuration: serving.configuration }),
    problems: [...running.problems],
    servesEarlier: false,
    hasPorts: false,
  };
}
