/** A question over a real socket and the explanation of exactly that query, joined. */
import type { AskReply, CheckedAskRequest, Received } from "../../lib/api/ask.ts";
import { LISTENER_OF } from "../../lib/api/ask-transport.ts";
import type { EngineInfo, Listener } from "../../lib/api/engine.ts";
import { readAddress } from "../../lib/go/address.ts";
import { describeAsked } from "../client/describe-asked.ts";
import { badClientAddress } from "../client/question.ts";
import { askExplained } from "../engine/ask.ts";
import { CannotDo, EngineDied } from "../engine/engine.ts";
import { NoQuestion, Refusal } from "../workspaces/refusal.ts";
import type { EngineControl } from "./engine-control.ts";

/** Asks the engine. Throws a `Refusal` when there is nothing to ask or the question is none. */
export async function askEngine(
  engine: Pick<EngineControl, "info" | "watch">,
  request: CheckedAskRequest,
  signal?: AbortSignal,
): Promise<AskReply> {
  const { clientAddress } = request;
  const bad = badClientAddress(clientAddress);
  if (bad !== undefined) throw new Refusal(400, bad.error, bad.help);
  const listener = chooseListener(engine.info, request);
  // A loopback address can be had for real; any other the engine only counts as the client's.
  const sourceAddress = clientAddress !== undefined && canSendFrom(clientAddress, listener) ? clientAddress : undefined;
  const countsAs = sourceAddress === undefined ? clientAddress : undefined;
  const watch: EngineControl["watch"] = (order) => engine.watch(order).catch(refuseDeath);
  const asked = await askExplained({ watch }, { listener, request, sourceAddress, countsAs, signal });
  if ("error" in asked) throw new NoQuestion(asked);
  // A window that gets the Corefile's own ports leaves those that it had: who asked there meanwhile asks again.
  if (isRefused(asked.received) && hasMoved(listener, engine.info)) return askEngine(engine, request, signal);
  const { question, received, explanation } = asked;
  return {
    ...(request.id === undefined ? {} : { id: request.id }),
    asked: describeAsked(question, request.name),
    listener: { label: listener.label, bound: listener.bound },
    received,
    ...(explanation === undefined ? {} : { explanation }),
    engine: engine.info,
  };
}

function isRefused(received: Received): boolean {
  return received.kind === "nothing" && received.because === "connection refused";
}

function hasMoved({ label, bound }: Listener, { listeners }: EngineInfo): boolean {
  const now = listeners.find((listener) => listener.label === label)?.bound;
  return now !== undefined && (now.port !== bound.port || now.address !== bound.address);
}

/** What a window says of an engine that cannot be asked. */
export function refuseDeath(error: unknown): never {
  if (error instanceof CannotDo) throw new Refusal(400, error.message, "Ask the built-in engine.");
  if (!(error instanceof EngineDied)) throw error;
  throw new Refusal(
    503,
    `the engine ended before it could be asked: ${error.message}`,
    "Change the Corefile, or restart the engine.",
  );
}

const RESTART = "Restart the engine, under its status.";

/** What each state without listeners says to a question. */
const SILENT_STATES: Readonly<Record<EngineInfo["state"], { readonly error: string; readonly help: string }>> = {
  starting: { error: "the engine is still starting", help: "Ask again in a moment." },
  serving: { error: "the configuration has no listener", help: "Add a server block." },
  refused: { error: "CoreDNS would not start with this Corefile, so nothing serves", help: "Fix its first error." },
  stopped: { error: "the engine is stopped", help: RESTART },
  killed: { error: "the engine was ended", help: RESTART },
};

/** What a kind of listener speaks. */
const SPOKEN: Readonly<Record<Listener["kind"], string>> = {
  dns: "DNS over UDP and TCP",
  tls: "DNS over TLS",
  https: "DNS over HTTPS",
  https3: "DNS over HTTP/3",
  quic: "DNS over QUIC",
  grpc: "DNS over gRPC",
  http: "HTTP",
};

/** The listener of a question. Throws a `Refusal` when there is none. */
export function chooseListener(
  { state, because, listeners }: EngineInfo,
  { listener: label, transport }: Pick<CheckedAskRequest, "listener" | "transport">,
): Listener {
  if (listeners.length === 0) {
    const { error, help } = SILENT_STATES[state];
    throw new Refusal(503, because === undefined ? error : `${error}: ${because}`, help);
  }
  const kind = LISTENER_OF[transport];
  const chosen = listeners.find((listener) =>
    label === undefined ? listener.kind === kind : listener.label === label,
  );
  if (chosen === undefined) {
    throw new Refusal(
      404,
      `there is no listener ${label ?? `for ${SPOKEN[kind]}`}`,
      "Choose one of the engine's listeners.",
    );
  }
  if (chosen.kind !== kind) {
    throw new Refusal(400, `${chosen.label} does not speak ${SPOKEN[kind]}`, `Choose a ${kind}:// listener.`);
  }
  return chosen;
}

function canSendFrom(address: string, listener: Listener): boolean {
  if (address === "::1") return listener.bound.address === "::1";
  return readAddress(address)?.[0] === 127 && address.includes(".") && !listener.bound.address.includes(":");
}
