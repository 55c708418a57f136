/** The engine as the server tells it, and whether the server can be reached at all. */
import type { CorednsProgram } from "../api/coredns.ts";
import type { ControlRequest, EngineInfo, NamesReply } from "../api/engine.ts";
import type { Failure } from "../api/failure.ts";
import type { ContextsReply } from "../api/kubernetes.ts";
import { ENDED_ITSELF, NO_CLUSTER } from "../text/problem.ts";
import { failureOf } from "./api-client.ts";
import { clusterInWords, NEEDS_CLUSTER } from "./cluster.ts";
import { bump } from "./files/tabs.ts";
import type { SliceContext, StudioState } from "./slice.ts";

export interface EngineState {
  /** Undefined until the server told. */
  readonly info: EngineInfo | undefined;
  /** The stream of events: "lost" while the server does not answer, "refused" while it has no place for this page. */
  readonly connection: "connecting" | "live" | "lost" | "refused";
  /** Why the stream is refused. */
  readonly refusal: Failure | undefined;
  readonly failure: Failure | undefined;
  /** Who answers what is asked. */
  readonly chosen: EngineInfo["engine"];
  /** The user's own CoreDNS; undefined until the server told. */
  readonly program: CorednsProgram | undefined;
  /** Whether a good edit goes live by itself and asks the last question again. Default true. */
  readonly isAutomatic: boolean;
}

export const INITIAL_ENGINE: EngineState = {
  info: undefined,
  connection: "connecting",
  refusal: undefined,
  failure: undefined,
  chosen: "built-in",
  program: undefined,
  isAutomatic: true,
};

/** Ports below this need a privilege, so that the studio serves on none of them. */
const FIRST_FREE_PORT = 1024;

export interface EngineActions {
  loadEngine(): Promise<void>;
  takeEngine(info: EngineInfo): void;
  failEngine(failure: Failure): void;
  setConnection(connection: Exclude<EngineState["connection"], "refused">): void;
  /** The server says no to the stream of events. */
  refuseConnection(refusal: Failure): void;
  setAutomatic(isAutomatic: boolean): void;
  /** Looks whether there is a CoreDNS of the user's own. */
  loadProgram(): Promise<void>;
  /** Who answers from now on; of a program that is not there it is told how to set one. */
  chooseEngine(engine: EngineInfo["engine"]): Promise<void>;
  /** False when the server says no, which is told beside the engine's state. */
  controlEngine(request: ControlRequest): Promise<boolean>;
  /** The contexts of the user's kubeconfig; that they cannot be read is one of their problems. */
  loadContexts(): Promise<ContextsReply>;
  /** Names that the engine has an answer for, like what was typed; none when it cannot be asked. */
  knownNames(typed: string): Promise<NamesReply["names"]>;
}

/** Whether what was last looked at by the server is what it serves, and nothing was typed since. */
export function isTextLive({
  engine,
  problems,
  workspace,
}: Pick<StudioState, "engine" | "problems" | "workspace">): boolean {
  const serves = engine.info?.configuration?.identity;
  return (
    problems.checkedVersion === workspace.version && serves !== undefined && problems.checkedConfiguration === serves
  );
}

/** True when an earlier text serves than the one that stands in the editor, and the server has looked at both. */
export function servesOlderText(state: Pick<StudioState, "engine" | "problems" | "workspace">): boolean {
  const { engine, problems } = state;
  if (engine.info?.state !== "serving" || problems.checkedVersion < 0) return false;
  return engine.info.servesEarlier || (!engine.isAutomatic && !isTextLive(state));
}

/** The ports of the Corefile that this window could serve on, and that another one has: ":1053, :8080"; empty for none. */
export function portsElsewhere({ info }: Pick<EngineState, "info">): string {
  if (info === undefined || info.hasPorts) return "";
  const ports = info.listeners.map(({ wanted }) => wanted.port).filter((port) => port >= FIRST_FREE_PORT);
  return [...new Set(ports)].map((port) => `:${port}`).join(", ");
}

/** The engine's state in a word and a sentence, for the header and the live region. */
export function engineInWords(
  { info, connection, refusal, failure }: EngineState,
  servesOlder: boolean,
): {
  readonly word: string;
  readonly text: string;
} {
  if (connection === "lost") return { word: "Offline", text: "The studio's server does not answer; trying again." };
  if (connection === "refused") return { word: "Not live", text: refusalInWords(refusal) };
  if (info === undefined) return { word: "Connecting", text: failure?.error ?? "Waiting for the studio's server." };
  const isWithout = info.problems.some(({ code }) => code === NO_CLUSTER);
  const because = isWithout ? NEEDS_CLUSTER : (info.because ?? "");
  switch (info.state) {
    case "starting":
      return { word: "Starting", text: "Opening sockets." };
    case "serving":
      return servesOlder
        ? {
            word: "Serving earlier text",
            text: info.servesEarlier
              ? `${because || "The text has errors."} The last good configuration keeps serving.`
              : "Edits are applied only on request, and this text is not applied yet.",
          }
        : servingInWords(info);
    case "refused":
      return {
        word: isWithout ? "No cluster" : "Refused",
        text: because || "CoreDNS would not start with this configuration.",
      };
    case "stopped":
      return { word: "Stopped", text: because || "Stopped on request." };
    case "killed":
      return { word: "Killed", text: because || "The engine hung or ran out of memory. Your text is safe." };
    default:
      return info.state satisfies never;
  }
}

function servingInWords({ listeners, clusters, because = "" }: EngineInfo): { word: string; text: string } {
  const isWhole = clusters.every(({ synced }) => synced);
  const parts = [`${listeners.length} ${listeners.length === 1 ? "listener" : "listeners"}`, because];
  const text = [...parts, ...clusters.map(clusterInWords)].filter((part) => part !== "").join(" · ");
  return { word: isWhole ? "Serving" : "Serving, cluster not synced", text };
}

function refusalInWords(refusal: Failure | undefined): string {
  if (refusal === undefined) return "This page gets no updates from the studio's server; trying again.";
  return `This page gets no updates: ${refusal.error}. ${refusal.help} Trying again.`;
}

function hasOtherCluster(before: EngineInfo, now: EngineInfo): boolean {
  if (before.connectedTo !== now.connectedTo) return true;
  const waited = before.clusters.filter(({ synced }) => !synced).map(({ server }) => server);
  return now.clusters.some(({ synced, server }) => synced && waited.includes(server));
}

/** Makes the engine's actions. */
export function createEngineActions(context: SliceContext): EngineActions {
  const { api, get, patch } = context;
  const run = async (task: () => Promise<EngineInfo>): Promise<boolean> => {
    try {
      get().actions.takeEngine(await task());
      return true;
    } catch (thrown) {
      patch("engine", { failure: failureOf(thrown) });
      return false;
    }
  };
  return {
    loadEngine: async () => void (await run(() => api.engine())),
    takeEngine(info) {
      const before = get().engine.info;
      patch("engine", { info, failure: undefined });
      // Another cluster, or one that is there at last, is as much as an edit.
      if (before !== undefined && hasOtherCluster(before, info)) bump(context);
      get().actions.takeEnded(info.problems.filter(({ code }) => code === ENDED_ITSELF));
    },
    failEngine: (failure) => patch("engine", { failure }),
    setConnection: (connection) => patch("engine", { connection, refusal: undefined }),
    refuseConnection: (refusal) => patch("engine", { connection: "refused", refusal }),
    setAutomatic: (isAutomatic) => patch("engine", { isAutomatic }),
    loadProgram: () => loadProgram(context),
    async chooseEngine(chosen) {
      patch("engine", { chosen });
      if (chosen === "built-in") return;
      await loadProgram(context);
      const { program } = get().engine;
      if (program?.kind === "none") get().actions.announce(`${program.reason}. ${program.help}`);
    },
    controlEngine: (request) => run(() => api.control(request)),
    loadContexts: () =>
      api.kubeContexts().catch((thrown) => ({ files: [], contexts: [], problems: [failureOf(thrown).error] })),
    async knownNames(typed) {
      const reply = await api.names(typed).catch(() => undefined);
      return reply?.names ?? [];
    },
  };
}

/** The page goes on without it: whoever asks it is told why. */
async function loadProgram({ api, patch }: SliceContext): Promise<void> {
  const program = await api.coredns().catch(() => undefined);
  if (program !== undefined) patch("engine", { program });
}
