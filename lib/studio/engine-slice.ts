/** The engine as the server tells it, and whether the server can be reached at all. */
import type { ControlRequest, EngineInfo } from "../api/engine.ts";
import type { Failure } from "../api/failure.ts";
import { ENDED_ITSELF } from "../text/problem.ts";
import { failureOf } from "./api-client.ts";
import type { SliceContext, StudioState } from "./slice.ts";

export interface EngineState {
  /** Undefined until the server told. */
  readonly info: EngineInfo | undefined;
  /** The stream of events: "lost" while the server does not answer, "refused" while it has no place for this page. */
  readonly connection: "connecting" | "live" | "lost" | "refused";
  /** Why the stream is refused. */
  readonly refusal: Failure | undefined;
  readonly failure: Failure | undefined;
  /** Whether a good edit goes live by itself and asks the last question again. Default true. */
  readonly isAutomatic: boolean;
}

export const INITIAL_ENGINE: EngineState = {
  info: undefined,
  connection: "connecting",
  refusal: undefined,
  failure: undefined,
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
  controlEngine(request: ControlRequest): Promise<void>;
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
  const because = info.because ?? "";
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
        : {
            word: "Serving",
            text: `${info.listeners.length} ${info.listeners.length === 1 ? "listener" : "listeners"}${because && ` · ${because}`}`,
          };
    case "refused":
      return { word: "Refused", text: because || "CoreDNS would not start with this configuration." };
    case "stopped":
      return { word: "Stopped", text: because || "Stopped on request." };
    case "killed":
      return { word: "Killed", text: because || "The engine hung or ran out of memory. Your text is safe." };
    default:
      return info.state satisfies never;
  }
}

function refusalInWords(refusal: Failure | undefined): string {
  if (refusal === undefined) return "This page gets no updates from the studio's server; trying again.";
  return `This page gets no updates: ${refusal.error}. ${refusal.help} Trying again.`;
}

/** Makes the engine's actions. */
export function createEngineActions({ api, get, patch }: SliceContext): EngineActions {
  const run = async (task: () => Promise<EngineInfo>): Promise<void> => {
    try {
      get().actions.takeEngine(await task());
    } catch (thrown) {
      patch("engine", { failure: failureOf(thrown) });
    }
  };
  return {
    loadEngine: () => run(() => api.engine()),
    takeEngine(info) {
      patch("engine", { info, failure: undefined });
      get().actions.takeEnded(info.problems.filter(({ code }) => code === ENDED_ITSELF));
    },
    failEngine: (failure) => patch("engine", { failure }),
    setConnection: (connection) => patch("engine", { connection, refusal: undefined }),
    refuseConnection: (refusal) => patch("engine", { connection: "refused", refusal }),
    setAutomatic: (isAutomatic) => patch("engine", { isAutomatic }),
    controlEngine: (request) => run(() => api.control(request)),
  };
}
