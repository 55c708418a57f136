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
const OVERTAKING: ReadonlySet<CallName> = new Set([
  "watch",
  "unwatch",
  "soFar",
  "explanation",
  "names",
  "impose",
  "metrics",
]);

/** Serves calls on `port` until the thread ends. */
export function runWorker(port: MessagePort, create: CreateHostedEngine): void {
  const send = (message: FromWorker): void => port.postMessage(message);
  const engine = create((notice) => send({ kind: "notice", notice }));
  send({ kind: "begun" });
  let queue: Promise<void> = Promise.resolve();
  const answer = async (call: CallMessage): Promise<void> => {
    try {
      send({ kind: "returned", id: call.id, result: await runCall(engine, call.name, call.order) });
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

type Returned<Name extends CallName> = Calls[Name]["result"] | Promise<Calls[Name]["result"]>;

/** What each call does. */
const CALLS: { readonly [Name in CallName]: (engine: HostedEngine, order: Calls[Name]["order"]) => Returned<Name> } = {
  check: (engine, order) => engine.check(order),
  rehearse: (engine, order) => engine.rehearse(order),
  advise: (engine, order) => engine.advise(order),
  pods: (engine, order) => engine.pods(order),
  coverable: (engine, order) => engine.coverable(order),
  apply: (engine, order) => engine.apply(order),
  watch: (engine, order) => void engine.watch(order),
  soFar: (engine, order) => engine.soFar(order),
  explanation: (engine, order) => engine.explanation(order),
  names: (engine, order) => engine.names(order),
  impose: (engine, order) => engine.impose(order),
  unwatch: (engine, order) => void engine.unwatch(order),
  metrics: (engine) => engine.metrics(),
  stop: (engine) => engine.stop().then(() => undefined),
};

/** Does one call. */
export function runCall<Name extends CallName>(
  engine: HostedEngine,
  name: Name,
  order: Calls[Name]["order"],
): Returned<Name> {
  return CALLS[name](engine, order);
}
