/** A name as a pod asks for it: who asks, what it is given, and what its resolver did. */
import type { AskReply } from "../../api/ask.ts";
import type { Failure } from "../../api/failure.ts";
import type { PodAttemptReply, PodClient, PodClientReply, PodResolveReply, PodResolverName } from "../../api/pod.ts";
import { goLiveFirst, MAX_ANSWERS } from "../answers/answers-slice.ts";
import { INITIAL_QUESTION } from "../answers/question-slice.ts";
import { failureOf } from "../api-client.ts";
import { draftsOf } from "../files/workspace-slice.ts";
import type { SliceContext } from "../slice.ts";
import { type CustomPod, clientOf, customProblem, INITIAL_CUSTOM_POD } from "./custom-pod.ts";
import { resolvedInWords } from "./pod-words.ts";

/** One resolution and its end. */
interface PodRun {
  readonly id: string;
  readonly name: string;
  readonly client: PodClient;
  readonly state: "working" | "done" | "failed";
  readonly reply?: PodResolveReply;
  readonly failure?: Failure;
}

export interface PodState {
  /** `namespace/name` of a Pod of the manifests; empty for one that is described here. */
  readonly chosen: string;
  readonly custom: CustomPod;
  readonly resolver: PodResolverName;
  readonly name: string;
  /** An RR type; empty for A and AAAA, as getaddrinfo asks. */
  readonly type: string;
  /** Which pods there are, and the resolv.conf of the one that asks. */
  readonly world: PodClientReply | undefined;
  readonly worldFailure: Failure | undefined;
  readonly run: PodRun | undefined;
  /** The query whose explanation is in front. */
  readonly openedAttempt: number | undefined;
}

export const INITIAL_POD: PodState = {
  chosen: "",
  custom: INITIAL_CUSTOM_POD,
  resolver: "glibc",
  name: "",
  type: "",
  world: undefined,
  worldFailure: undefined,
  run: undefined,
  openedAttempt: undefined,
};

export interface PodActions {
  editPod(fields: Partial<Pick<PodState, "chosen" | "resolver" | "name" | "type">>): void;
  editCustomPod(fields: Partial<CustomPod>): void;
  /** Reads which pods there are, and what the one that asks is given. */
  loadPod(): Promise<void>;
  resolveAsPod(): Promise<void>;
  cancelPod(): Promise<void>;
  /** Puts the explanation of a query in front. */
  openAttempt(index: number): void;
}

/** Makes the actions. */
export function createPodActions(context: SliceContext): PodActions {
  const { get, patch, api } = context;
  let loads = 0;
  return {
    editPod: (fields) => patch("pod", fields),
    editCustomPod: (fields) => patch("pod", { custom: { ...get().pod.custom, ...fields } }),
    async loadPod() {
      const load = ++loads;
      try {
        const client = clientOf(get().pod);
        const asked = customProblem(get().pod) === undefined ? { client } : {};
        const world = await api.podClient({ drafts: draftsOf(get().workspace), ...asked });
        if (load === loads) patch("pod", { world, worldFailure: undefined });
      } catch (thrown) {
        if (load === loads) patch("pod", { worldFailure: failureOf(thrown) });
      }
    },
    resolveAsPod: () => resolve(context),
    async cancelPod() {
      const { run } = get().pod;
      if (run?.state === "working") await api.control({ action: "cancel", askId: run.id }).catch(() => undefined);
    },
    openAttempt: (index) => openAttempt(context, index),
  };
}

async function resolve(context: SliceContext): Promise<void> {
  const { get, patch, api, nowMs } = context;
  const { name, type, resolver } = get().pod;
  const client = clientOf(get().pod);
  if (name.trim() === "" || get().pod.run?.state === "working") return;
  const id = `pod-${nowMs().toString(36)}`;
  const run: PodRun = { id, name: name.trim(), client, state: "working" };
  patch("pod", { run, openedAttempt: undefined });
  try {
    await goLiveFirst(context);
    const reply = await api.podResolve({ id, client, resolver, name, ...(type === "" ? {} : { type }) });
    patch("pod", { run: { ...run, state: "done", reply } });
    get().actions.announce(resolvedInWords(reply));
  } catch (thrown) {
    const failure = failureOf(thrown);
    patch("pod", { run: { ...run, state: "failed", failure } });
    get().actions.announce(failure.error);
  }
}

/** A query of the resolver becomes an answer like others, which is in front then. */
function openAttempt({ get, patch, nowMs }: SliceContext, index: number): void {
  const { run } = get().pod;
  const attempt = run?.reply?.outcome?.attempts[index];
  const reply = run?.reply === undefined || attempt === undefined ? undefined : askReplyOf(run.reply, attempt);
  if (run === undefined || attempt === undefined || reply === undefined) return;
  const id = `${run.id}-${index}`;
  const { list } = get().answers;
  if (!list.some((answer) => answer.id === id)) {
    const address = reply.explanation?.client.address ?? "";
    const question = { ...INITIAL_QUESTION, name: attempt.name, type: attempt.type, clientAddress: address };
    const answer = { id, question, askedAtMs: nowMs(), state: "done" as const, reply };
    patch("answers", { list: [answer, ...list].slice(0, MAX_ANSWERS) });
  }
  patch("answers", { selectedId: id, selectedStep: undefined });
  patch("pod", { openedAttempt: index });
}

function askReplyOf({ listener, engine }: PodResolveReply, { detail }: PodAttemptReply): AskReply | undefined {
  return detail === undefined || listener === undefined ? undefined : { ...detail, listener, engine };
}
