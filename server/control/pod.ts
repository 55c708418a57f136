/** Pods as clients of a window's engine: which there are, what they are given, and how one of them resolves a name. */
import type { CheckedAskRequest } from "../../lib/api/ask.ts";
import type {
  CheckedPodResolveRequest,
  PodClient,
  PodClientReply,
  PodResolvConfReply,
  PodResolveReply,
} from "../../lib/api/pod.ts";
import { type PodResolvConf, podResolvConf } from "../../lib/kubernetes/pod/pod-resolv-conf.ts";
import { RESOLVER_PROFILES } from "../../lib/kubernetes/pod/profiles.ts";
import { describePodOutcome } from "../engine/describe-pod.ts";
import type { PodWorld } from "../engine/pod-world.ts";
import { type AskedOfEngine, type AskingPod, asksThisServer, resolveAsPod } from "../engine/resolve-as-pod.ts";
import { NoQuestion, Refusal } from "../workspaces/refusal.ts";
import { askEngine } from "./ask.ts";
import type { EngineControl } from "./engine-control.ts";

/** Describes the pods, and the resolv.conf of the one that is chosen when it is there. */
export function describePods(world: PodWorld, client: PodClient | undefined): PodClientReply {
  const pod = client === undefined ? undefined : podOf(world, client);
  const conf = pod === undefined ? undefined : podResolvConf(pod, world.node);
  return {
    hasCluster: world.hasCluster,
    pods: world.pods.map((one) => ({ ...one, ips: [...one.ips] })),
    namespaces: [...world.namespaces],
    services: [...world.services],
    ...(conf === undefined ? {} : { conf: confReply(conf) }),
    asksHere: conf !== undefined && asksThisServer(conf, world),
    profiles: Object.values(RESOLVER_PROFILES).map(({ name, title, does }) => ({ name, title, does: [...does] })),
  };
}

/** Resolves on the engine. Throws a `Refusal` when there is no such pod, nothing to ask, or the question is none. */
export async function resolveForPod(
  { engine, world, signal }: { readonly engine: EngineControl; readonly world: PodWorld; readonly signal: AbortSignal },
  request: CheckedPodResolveRequest,
): Promise<PodResolveReply> {
  const { id, client, resolver, name, type } = request;
  const pod = podOf(world, client);
  if (pod === undefined) throw noSuchPod(world, client);
  let listener: PodResolveReply["listener"];
  const ask = async (query: CheckedAskRequest): Promise<AskedOfEngine> => {
    const reply = await askEngine(engine, query, signal);
    listener = reply.listener;
    return reply;
  };
  const question = { pod, resolver, name, ...(type === undefined || type === "" ? {} : { type }) };
  const answer = await resolveAsPod(world, question, ask);
  if ("error" in answer) throw new NoQuestion(answer);
  return {
    ...(id === undefined ? {} : { id }),
    conf: confReply(answer.conf),
    ...(answer.outcome === undefined ? {} : { outcome: describePodOutcome(answer.outcome) }),
    ...(listener === undefined ? {} : { listener }),
    engine: engine.info,
  };
}

function podOf({ pods }: PodWorld, client: PodClient): AskingPod | undefined {
  if (client.kind === "custom") {
    const { kind: _kind, address, ...spec } = client;
    return address === undefined || address === "" ? spec : { ...spec, address };
  }
  const pod = pods.find(({ namespace, name }) => namespace === client.namespace && name === client.name);
  const [address] = pod?.ips ?? [];
  return pod === undefined || address === undefined ? pod : { ...pod, address };
}

function noSuchPod({ pods }: PodWorld, client: PodClient): Refusal {
  const there = pods.map(({ namespace, name }) => `${namespace}/${name}`).join(", ");
  const name = client.kind === "pod" ? `${client.namespace}/${client.name}` : client.namespace;
  return new Refusal(404, `there is no pod ${name}`, there === "" ? "Describe one yourself." : `There are ${there}.`);
}

function confReply({ servers, searches, options, notes, text }: PodResolvConf): PodResolvConfReply {
  return { servers: [...servers], searches: [...searches], options: [...options], notes: [...notes], text };
}
