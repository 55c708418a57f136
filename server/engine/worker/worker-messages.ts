/** What the studio and its engine's worker tell each other: plain data, cloned on the way (structured clone). */
import type { Listener, Socket } from "../../../lib/api/engine.ts";
import type { LogLine, QuerySummary } from "../../../lib/api/events.ts";
import type { Environment } from "../../../lib/corefile/imports/environment.ts";
import type { Explanation, StartingPoint } from "../../../lib/explanation/explanation.ts";
import type { Problem } from "../../../lib/text/problem.ts";
import type { PortPreference } from "./loopback-ports.ts";

/** The texts that a configuration is made of: a folder and what the editor has not saved yet. */
export interface Snapshot {
  /** The workspace's real path. */
  readonly root: string;
  /** The Corefile's path in it. */
  readonly corefile: string;
  readonly drafts: Readonly<Record<string, string>>;
  /** Paths outside the workspace that may be read too. */
  readonly allowed: readonly string[];
  /** The variables that the configuration may see; of those of this process no others. */
  readonly environment: Environment;
  /** The workspace's settings, whose values for variables come before those; without it there are none. */
  readonly settings?: string;
}

/** A configuration to serve, and where. */
export interface ApplyOrder extends Snapshot {
  /** Whether its listeners may be on the Corefile's own ports; as before if left out. */
  readonly ports?: PortPreference;
}

/** What came of setting a configuration up and starting it, all ended at once. */
export interface Rehearsed {
  readonly problems: readonly Problem[];
  /** The identity that it has when it serves. */
  readonly configuration: string;
}

/** What became of a configuration. */
export interface Applied {
  /** True when it serves now; with false the one before it goes on serving, if there is one. */
  readonly applied: boolean;
  /** The identity of what serves now; missing when nothing does. */
  readonly configuration?: string | undefined;
  readonly problems: readonly Problem[];
  /** The listeners that are open now. */
  readonly listeners: readonly Listener[];
}

/** Which query to explain: the next one that comes from this address and port. */
export interface WatchOrder {
  readonly watchId: number;
  readonly source: Socket;
  readonly transport: "udp" | "tcp";
  /** The client's address that the chain shall see instead of the real one. */
  readonly countsAs?: string | undefined;
  /** The plugin that it is put to, past those before it. */
  readonly startAt?: StartingPoint | undefined;
}

/** The questions to a worker and what each gives. */
export interface Calls {
  check: { readonly order: Snapshot; readonly result: readonly Problem[] };
  /** The problems of setting it up and starting it, without anything that listens: done before it is applied. */
  rehearse: { readonly order: Snapshot; readonly result: Rehearsed };
  /** What lint has to say. */
  advise: { readonly order: Snapshot; readonly result: readonly Problem[] };
  apply: { readonly order: ApplyOrder; readonly result: Applied };
  watch: { readonly order: WatchOrder; readonly result: undefined };
  /** How far the query of a watch has come; nothing when it has not come yet, or is done. */
  soFar: { readonly order: number; readonly result: Explanation | undefined };
  /** Why a query of late was answered as it was; nothing when it was not watched. */
  explanation: { readonly order: number; readonly result: Explanation | undefined };
  unwatch: { readonly order: number; readonly result: undefined };
  stop: { readonly order: undefined; readonly result: undefined };
}
export type CallName = keyof Calls;

/** What an engine tells without being asked. */
export type EngineNotice =
  | { readonly kind: "log"; readonly line: LogLine }
  | { readonly kind: "queries"; readonly queries: readonly QuerySummary[]; readonly missed: number }
  /** Something that listened does so no more. */
  | { readonly kind: "listeners"; readonly listeners: readonly Listener[] }
  /** The engine stopped itself, as CoreDNS would end: the loop plugin found a loop. */
  | { readonly kind: "ended"; readonly problem: Problem }
  | {
      readonly kind: "explained";
      readonly watchId: number;
      readonly queryId: number;
      readonly explanation: Explanation;
    };

/** One call on its way, with its name and order kept together. */
export type CallMessage = {
  [Name in CallName]: {
    readonly kind: "call";
    readonly id: number;
    readonly name: Name;
    readonly order: Calls[Name]["order"];
  };
}[CallName];

export type ToWorker = CallMessage | { readonly kind: "ping"; readonly beat: number };

export type FromWorker =
  | { readonly kind: "returned"; readonly id: number; readonly result: Calls[CallName]["result"] }
  /** `error` is for people, `details` for the studio's own log. */
  | { readonly kind: "failed"; readonly id: number; readonly error: string; readonly details: string }
  /** `bufferOctets` are those that the limit of the heap does not count. */
  | { readonly kind: "pong"; readonly beat: number; readonly bufferOctets: number }
  | { readonly kind: "notice"; readonly notice: EngineNotice };

/** The engine as the worker runs it. Orders come one after the other; only those about watches overtake. */
export interface HostedEngine {
  check(snapshot: Snapshot): Promise<readonly Problem[]>;
  rehearse(snapshot: Snapshot): Promise<Rehearsed>;
  advise(snapshot: Snapshot): Promise<readonly Problem[]>;
  apply(order: ApplyOrder): Promise<Applied>;
  watch(order: WatchOrder): void;
  soFar(watchId: number): Explanation | undefined;
  explanation(queryId: number): Explanation | undefined;
  unwatch(watchId: number): void;
  stop(): Promise<void>;
}

/** Makes the engine; `tell` takes its notices. */
export type CreateHostedEngine = (tell: (notice: EngineNotice) => void) => HostedEngine;
