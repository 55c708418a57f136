/** The worker's side: takes calls, runs the engine, answers pings. Whatever engine it is given, it runs it the same way. */
import type { MessagePort } from "node:worker_threads";
import type {
  CallMessage,
  CallName,
  Calls,
  CreateHostedEngine,
  FromWorker,
  HostedEngine,
  ToWorker,
} from "./worker-messages.ts";

/** Calls that do not wait for the set-up of a configuration that came before them. */
const OVERTAKING: ReadonlySet<CallName> = new Set(["watch", "unwatch", "soFar", "explanation"]);

/** Serves calls on `port` until the thread ends. */
export function runWorker(port: MessagePort, create: CreateHostedEngine): void {
  const send = (message: FromWorker): void => port.postMessage(message);
  const engine = create((notice) => send({ kind: "notice", notice }));
  let queue: Promise<void> = Promise.resolve();
  const answer = async (call: CallMessage): Promise<void> => {
    try {
      send({ kind: "returned", id: call.id, result: await run(engine, call) });
    } catch (error) {
      const isError = error instanceof Error;
      const text = isError ? `${error.name}: ${error.message}` : String(error);
      send({ kind: "failed", id: call.id, error: text, details: isError ? (error.stack ?? text) : text });
    }
  };
  port.on("message", (message: ToWorker) => {
    if (message.kind === "ping") {
      send({ kind: "pong", beat: message.beat, bufferOctets: process.memoryUsage().arrayBuffers });
      return;
    }
    // A watch must be in place before its question comes, whatever set-up is under way.
    if (OVERTAKING.has(message.name)) return void answer(message);
    queue = queue.then(() => answer(message));
  });
}

function run(
  engine: HostedEngine,
  call: CallMessage,
): Promise<Calls[CallName]["result"]> | Calls["soFar"]["result"] | undefined {
  switch (call.name) {
    case "check":
      return engine.check(call.order);
    case "rehearse":
      return engine.rehearse(call.order);
    case "advise":
      return engine.advise(call.order);
    case "apply":
      return engine.apply(call.order);
    case "watch":
      engine.watch(call.order);
      return undefined;
    case "soFar":
      return engine.soFar(call.order);
    case "explanation":
      return engine.explanation(call.order);
    case "unwatch":
      engine.unwatch(call.order);
      return undefined;
    default:
      return engine.stop().then(() => undefined);
  }
}
