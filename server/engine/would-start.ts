/**
 * What CoreDNS would say if it were started now, here: set-up, start tasks and listeners, all of it real, ended at once. No
 * query is answered, and nothing stays open.
 */
import { joinHostPort, type ListenerPlan } from "../../lib/set-up/listeners.ts";
import type { KeyTransport } from "../../lib/set-up/setup.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { listenErrorText } from "../host/listen-error.ts";
import type { Listener, ListenOptions } from "../listeners/listener.ts";
import { listenTcp } from "../listeners/tcp.ts";
import { listenUdp } from "../listeners/udp.ts";
import type { Prepared } from "./configuration.ts";
import type { EngineSource } from "./engine.ts";
import { type LazilyPrepared, prepareLazily } from "./prepare-lazily.ts";
import { quiet } from "./quiet-source.ts";

/**
 * All problems, those of cause `engine` too, which are no concern of CoreDNS's. The first error is the one with which
 * CoreDNS would end; without an error it would start.
 */
export async function wouldStart(source: EngineSource): Promise<LazilyPrepared> {
  const prepared = await prepareLazily(quiet(source));
  const { problems } = prepared;
  if (problems.some(({ severity }) => severity === "error")) return prepared;
  const problem = await startAndStop(prepared);
  return problem === undefined ? prepared : { ...prepared, problems: [problem, ...problems] };
}

/** The problem of starting a configuration with these listeners, all ended at once; undefined when there is none. */
export async function startAndStop({
  lifeCycle,
  listeners,
}: Pick<Prepared, "lifeCycle" | "listeners">): Promise<Problem | undefined> {
  const opened: Listener[] = [];
  try {
    return (await lifeCycle.start()) ?? (await openAll(listeners, opened));
  } finally {
    await Promise.all(opened.map((listener) => listener.close()));
    await lifeCycle.stop(() => undefined);
  }
}

type Network = "tcp" | "udp";

/** What CoreDNS opens for each transport, in its order. */
const NETWORKS: Readonly<Record<KeyTransport, readonly Network[]>> = {
  dns: ["tcp", "udp"],
  tls: ["tcp"],
  https: ["tcp"],
  grpc: ["tcp"],
  quic: ["udp"],
  https3: ["udp"],
};

async function openAll(plans: readonly ListenerPlan[], opened: Listener[]): Promise<Problem | undefined> {
  for (const plan of plans) {
    for (const network of NETWORKS[plan.transport]) {
      const result = await open(plan, network);
      if ("message" in result) return result;
      opened.push(result);
    }
  }
  return undefined;
}

async function open(plan: ListenerPlan, network: Network): Promise<Listener | Problem> {
  const { label, address, port, at } = plan;
  const options: ListenOptions = {
    place: { address, port },
    server: label,
    answer: () => undefined,
    failed: () => undefined,
    nowMs: () => performance.now(),
  };
  try {
    return await (network === "tcp" ? listenTcp(options) : listenUdp(options));
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(String(error));
    const text = listenErrorText(network, joinHostPort(address, port), reason);
    const message = `${network === "tcp" ? "Listen" : "ListenPacket"}: ${text}`;
    return { code: "listen", severity: "error", cause: "here", message, range: at };
  }
}
