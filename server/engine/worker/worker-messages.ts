/** What the studio and its engine's worker tell each other: plain data, cloned on the way (structured clone). */
import type { ConditionsReply, ConditionsRequest } from "../../../lib/api/conditions.ts";
import type { Listener, Socket } from "../../../lib/api/engine.ts";
import type { Coverable } from "../../../lib/coverage/coverable.ts";
import type { Explanation } from "../../../lib/explanation/explanation.ts";
import type { ClusterSource } from "../../../lib/plugin-kit/cluster-source.ts";
import type { KnownName } from "../../../lib/plugin-kit/known-names.ts";
import type { Problem } from "../../../lib/text/problem.ts";
import type { FamilyCounts } from "../../host/metrics.ts";
import type { EngineEvent, PortPreference, Snapshot, WatchOrder } from "../engine.ts";
import type { PodWorld } from "../pod-world.ts";

/** A configuration to serve, and where. */
export interface ApplyOrder extends Snapshot {
  /** Whether its listeners may be on the Corefile's own ports; as before if left out. */
  readonly ports?: PortPreference;
  /** Where each listener really is, by its label: where that of the primary is. */
  readonly places?: Readonly<Record<string, Socket>>;
}

/** A configuration, and the files that are there beside it. */
export interface CoverableOrder extends Snapshot {
  readonly paths: readonly string[];
}

/** What came of setting a configuration up and starting it, all ended at once. */
export interface Rehearsed {
  readonly problems: readonly Problem[];
  /** The identity that it has when it serves. */
  readonly configuration: string | undefined;
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
  /** The clusters that what serves answers from. */
  readonly clusters: readonly ClusterSource[];
}

/** A watch as the two sides name it to each other. */
export interface NumberedWatch extends WatchOrder {
  readonly watchId: number;
}

/** What was typed of a name, and how many names are wanted; a few if left out. */
export interface NamesOrder {
  readonly typed: string;
  readonly most?: number | undefined;
}

/** The questions to a worker and what each gives. */
export interface Calls {
  check: { readonly order: Snapshot; readonly result: readonly Problem[] };
  /** The problems of setting it up and starting it, without anything that listens: done before it is applied. */
  rehearse: { readonly order: Snapshot; readonly result: Rehearsed };
  /** What lint has to say. */
  advise: { readonly order: Snapshot; readonly result: readonly Problem[] };
  /** What the folder tells of the pods that may ask. */
  pods: { readonly order: Snapshot; readonly result: PodWorld };
  /** What of the folder questions can come to. */
  coverable: { readonly order: CoverableOrder; readonly result: readonly Coverable[] };
  apply: { readonly order: ApplyOrder; readonly result: Applied };
  watch: { readonly order: NumberedWatch; readonly result: undefined };
  /** How far the query of a watch has come; nothing when it has not come yet, or is done. */
  soFar: { readonly order: number; readonly result: Explanation | undefined };
  /** Why a query of late was answered as it was; nothing when it was not watched. */
  explanation: { readonly order: number; readonly result: Explanation | undefined };
  /** Names that what serves has, like what was typed. */
  names: { readonly order: NamesOrder; readonly result: readonly KnownName[] };
  /** Changes what is made to happen, and gives what there is to see then. */
  impose: { readonly order: ConditionsRequest; readonly result: ConditionsReply };
  unwatch: { readonly order: number; readonly result: undefined };
  /** All that was counted. */
  metrics: { readonly order: undefined; readonly result: readonly FamilyCounts[] };
  stop: { readonly order: undefined; readonly result: undefined };
}
export type CallName = keyof Calls;

/** What the worker tells without being asked; that it died tells whoever runs it. */
export type EngineNotice =
  | Exclude<EngineEvent, { readonly kind: "died" | "explained" }>
  | (Extract<EngineEvent, { readonly kind: "explained" }> & { readonly watchId: number });

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
  /** Its modules are loaded: from now on it answers. */
  | { readonly kind: "begun" }
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
  pods(snapshot: Snapshot): Promise<PodWorld>;
  coverable(order: CoverableOrder): Promise<readonly Coverable[]>;
  apply(order: ApplyOrder): Promise<Applied>;
  watch(order: NumberedWatch): void;
  soFar(watchId: number): Explanation | undefined;
  explanation(queryId: number): Explanation | undefined;
  names(order: NamesOrder): readonly KnownName[];
  impose(change: ConditionsRequest): ConditionsReply;
  unwatch(watchId: number): void;
  metrics(): Promise<readonly FamilyCounts[]>;
  stop(): Promise<void>;
}

/** Makes the engine; `tell` takes its notices. */
export type CreateHostedEngine = (tell: (notice: EngineNotice) => void) => HostedEngine;
