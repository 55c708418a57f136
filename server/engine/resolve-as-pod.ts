/** A pod's resolver at work on a real engine: every query really goes out, with the pod's address as the client's. */
import { type AskReply, askRequestSchema, type CheckedAskRequest, type Received } from "../../lib/api/ask.ts";
import type { Explanation } from "../../lib/explanation/explanation.ts";
import { foundBySearch } from "../../lib/kubernetes/pod/found-by-search.ts";
import type { PodDnsSpec } from "../../lib/kubernetes/pod/pod-dns-spec.ts";
import { type PodResolvConf, podResolvConf } from "../../lib/kubernetes/pod/pod-resolv-conf.ts";
import { RESOLVER_PROFILES } from "../../lib/kubernetes/pod/profiles.ts";
import type {
  Attempt,
  Resolution,
  ResolverName,
  ResolverQuery,
  ResolverReply,
} from "../../lib/kubernetes/pod/resolver.ts";
import { type Comparison, compare } from "../../lib/kubernetes/pod/what-if.ts";
import type { BadQuestion } from "../client/question.ts";
import type { PodWorld } from "./pod-world.ts";

/** A pod that asks. */
export interface AskingPod extends PodDnsSpec {
  /** The address that its queries come from; that of this machine without one. */
  readonly address?: string | undefined;
}

/** What the pod's application asks for. */
export interface PodQuestion {
  readonly pod: AskingPod;
  readonly resolver: ResolverName;
  readonly name: string;
  /** An RR type; A and AAAA, as getaddrinfo asks, if left out. */
  readonly type?: string | undefined;
}

/** What was asked of the engine, and what came back. */
export interface AskedOfEngine {
  readonly asked: AskReply["asked"];
  readonly received: Received;
  readonly explanation?: Explanation | undefined;
}

export type PodAttempt = Attempt<AskedOfEngine | undefined>;

/** The whole of it; without an outcome the pod's nameservers are not this CoreDNS, so that nothing was asked. */
export interface PodAnswer {
  readonly conf: PodResolvConf;
  readonly outcome?:
    | { readonly resolution: Resolution<AskedOfEngine | undefined>; readonly comparison?: Comparison }
    | undefined;
}

/** Puts one query to the engine. */
export type AskEngine = (request: CheckedAskRequest) => Promise<AskedOfEngine | BadQuestion>;

/** A question that cannot be asked, thrown out of the middle of a resolution. */
class Unaskable extends Error {
  override readonly name = "Unaskable";
  readonly bad: BadQuestion;

  constructor(bad: BadQuestion) {
    super(bad.error);
    this.bad = bad;
  }
}

const MIN_TIMEOUT_MS = 100;
const MAX_TIMEOUT_MS = 30_000;

/** Resolves. Rejects as the engine does. */
export async function resolveAsPod(
  world: PodWorld,
  question: PodQuestion,
  ask: AskEngine,
): Promise<PodAnswer | BadQuestion> {
  const { pod, resolver, name, type } = question;
  const conf = podResolvConf(pod, world.node);
  if (!asksThisServer(conf, world)) return { conf };
  const types = type === undefined ? ["A", "AAAA"] : [type.toUpperCase()];
  const lookup = { name, types, conf };
  const send = sender(world, pod, ask);
  try {
    const walked = await RESOLVER_PROFILES[resolver].resolve(lookup, send);
    if (walked.isStopped) return { conf, outcome: { resolution: walked } };
    const resolution = { ...walked, notes: [...walked.notes, ...foundBySearch(walked, conf, world.node)] };
    const comparison = await compare({ lookup, resolution, services: world.services }, send);
    return { conf, outcome: { resolution, comparison } };
  } catch (error) {
    if (error instanceof Unaskable) return error.bad;
    throw error;
  }
}

/** Whether a pod with this file asks this CoreDNS first. */
export function asksThisServer({ servers }: PodResolvConf, { node }: PodWorld): boolean {
  const [first] = servers;
  return first !== undefined && node.clusterDns.includes(first.value);
}

function sender(world: PodWorld, { address }: AskingPod, ask: AskEngine) {
  return async (query: ResolverQuery): Promise<{ reply: ResolverReply; detail: AskedOfEngine | undefined }> => {
    if (!world.node.clusterDns.includes(query.server)) return { reply: elsewhere(query), detail: undefined };
    const timeoutMs = Math.round(Math.min(MAX_TIMEOUT_MS, Math.max(MIN_TIMEOUT_MS, query.timeoutMs)));
    const request = askRequestSchema.parse({
      name: query.name,
      type: query.type,
      timeoutMs,
      retryOverTcp: true,
      ...(address === undefined ? {} : { clientAddress: address }),
      ...(query.ednsSize === undefined ? {} : { edns: { size: query.ednsSize } }),
    });
    const answer = await ask(request);
    if ("error" in answer) throw new Unaskable(answer);
    return { reply: replyOf(answer.received, query.type), detail: answer };
  };
}

function elsewhere({ server }: ResolverQuery): ResolverReply {
  return {
    kind: "nothing",
    because: `${server} is not this CoreDNS: it was not asked`,
    isRefusedConnection: false,
    tookMs: 0,
  };
}

function replyOf(received: Received, type: string): ResolverReply {
  if (received.kind === "nothing") {
    const isRefusedConnection = received.because === "connection refused";
    const isStopped = received.because === "cancelled";
    return { kind: "nothing", because: received.text, isRefusedConnection, isStopped, tookMs: received.tookMs };
  }
  const { rcode, flags, answer, additional, edns } = received.message;
  const values = answer.filter((record) => record.type === type).map(({ rdata }) => rdata);
  const isBare = answer.length === 0 && additional.length === 0 && edns === undefined;
  const isLame = rcode === "NOERROR" && isBare && !flags.includes("aa") && !flags.includes("ra");
  return { kind: "reply", rcode, answers: answer.length, values, isLame, tookMs: received.tookMs };
}
