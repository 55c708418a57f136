/**
 * What an engine is: a configuration in, sockets answering, and why they answered so. Ours is one (`worker/worker-engine.ts`
 * for the studio, `worker/in-process-engine.ts` for `query`, `serving-engine.ts` for `serve`); a CoreDNS that runs as a
 * process of its own can be another. What only ours can do, such as placing each listener and seeing each query as it is
 * answered, stays behind this (`instance.ts`).
 */

import type { AskTransport } from "../../lib/api/ask-transport.ts";
import type { ConditionsReply, ConditionsRequest } from "../../lib/api/conditions.ts";
import type { EngineInfo, Listener, Socket } from "../../lib/api/engine.ts";
import type { LogLine, QuerySummary } from "../../lib/api/events.ts";
import type { Environment } from "../../lib/corefile/imports/environment.ts";
import type { Explanation, StartingPoint } from "../../lib/explanation/explanation.ts";
import type { ClusterSource } from "../../lib/plugin-kit/cluster-source.ts";
import type { KnownName } from "../../lib/plugin-kit/known-names.ts";
import type { Problem } from "../../lib/text/problem.ts";
import type { ContextAccess } from "../kubernetes/context-access.ts";
import type { FixedUpstreams } from "./dns-tests/fixture-exchange.ts";

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
  /** Somebody else wrote it: its listeners are on ports that the system chooses, whatever else is wanted. */
  readonly isForeign?: boolean;
  /** The workspace's settings, whose values for variables come before those; without it there are none. */
  readonly settings?: string;
  /** The release of CoreDNS whose directives, options and order count, before what the settings say. */
  readonly release?: string | undefined;
  /** A folder of manifests that stand for a Kubernetes cluster; where it is not there, API servers are asked. */
  readonly cluster?: string;
  /** The cluster that the user has chosen; it goes before those manifests, and before the cluster around. */
  readonly connection?: ContextAccess;
  /** What stands for the upstreams beyond this configuration; the real ones are asked without it. */
  readonly upstreams?: FixedUpstreams;
}

/** What came of setting a configuration up and starting it, all ended at once. */
export interface Checked {
  readonly problems: readonly Problem[];
  /** The identity that it has when it serves, if the engine can tell. */
  readonly configuration?: string | undefined;
  readonly tookMs: number;
}

/** Problems of a configuration; CoreDNS would end with the first error. */
export interface Refused {
  readonly kind: "refused";
  readonly problems: readonly Problem[];
}

/** `same`: on the Corefile's own ports where they can be had. `ephemeral`: on ports that the system chooses. */
export type PortPreference = "same" | "ephemeral";

/** How to serve a configuration. */
export interface ServeOptions {
  /** As before if left out. */
  readonly ports?: PortPreference;
  /** How long its check took: set-up takes that time again, and may keep the engine silent meanwhile. */
  readonly checkMs?: number;
}

/** How to start. */
export interface StartOptions extends ServeOptions {
  /** Takes what the engine has to tell, from the first line of its start until it has stopped. */
  readonly tell: (event: EngineEvent) => void;
}

/** What an engine tells without being asked. */
export type EngineEvent =
  | { readonly kind: "log"; readonly line: LogLine }
  | { readonly kind: "queries"; readonly queries: readonly QuerySummary[]; readonly missed: number }
  /** What listens has changed without a reload. */
  | { readonly kind: "listeners"; readonly listeners: readonly Listener[] }
  /** What the configuration that serves answers from beside its files, in numbers. */
  | { readonly kind: "clusters"; readonly clusters: readonly ClusterSource[] }
  | { readonly kind: "explained"; readonly queryId: number; readonly explanation: Explanation }
  /** A question to an upstream for which nothing stands: `www.example.net. A of 192.0.2.53:53`. */
  | { readonly kind: "no-fixture"; readonly question: string }
  /** The engine stopped itself, as CoreDNS ends: the loop plugin found a loop. Nothing serves any more. */
  | { readonly kind: "ended"; readonly problem: Problem }
  /** The engine ended against its will. Nothing serves any more. */
  | { readonly kind: "died"; readonly because: string };

/** Which query to explain: the next one that comes from this address and port. */
export interface WatchOrder {
  readonly source: Socket;
  readonly transport: AskTransport;
  /** The listener that it is sent to, and the class of its question, for an engine that sees no addresses of queries. */
  readonly listener?: string | undefined;
  readonly class?: string | undefined;
  /** The client's address that the chain should see instead of the real one. */
  readonly countsAs?: string | undefined;
  /** The plugin that it is put to, past those before it. */
  readonly startAt?: StartingPoint | undefined;
}

/** An explanation that was ordered. */
export interface Watch {
  /** The explanation when it is there within `waitMs`. */
  explanation(waitMs: number): Promise<Explanation | undefined>;
  /** How far the query has come, when it waits for something. */
  soFar(): Promise<Explanation | undefined>;
  cancel(): void;
}

/** A configuration that serves. Where nothing serves any more, calls reject with `EngineDied`. */
export interface Running {
  readonly kind: "running";
  /** Warnings of what serves. */
  readonly problems: readonly Problem[];
  /** What is open now. */
  readonly listeners: readonly Listener[];
  /** The identity of what serves, if the engine can tell. */
  readonly configuration: string | undefined;
  /** The clusters that it answers from. */
  readonly clusters: readonly ClusterSource[];
  /** Names that it has, like what was typed; none where that is not known. A few, or as many as `most`. */
  names(typed: string, most?: number): Promise<readonly KnownName[]>;
  /**
   * Moves the clock and lets upstreams fail, and gives what there is to see then; without a change only that. Rejects with
   * `CannotDo` when this engine serves in earnest.
   */
  impose(change: ConditionsRequest): Promise<ConditionsReply>;
  /**
   * Orders the explanation of one query; it is in place when the promise resolves. Rejects with `CannotDo` when this engine
   * has no way to do what the order wants.
   */
  watch(order: WatchOrder): Promise<Watch>;
  /** Why a query of late was answered as it was; undefined when that is not known. */
  explanation(queryId: number): Promise<Explanation | undefined>;
  /** Serves another configuration instead. When that is refused this one goes on. */
  reload(snapshot: Snapshot, options?: ServeOptions): Promise<Running | Refused>;
  stop(): Promise<void>;
}

/** An engine. It serves one configuration at a time. */
export interface Engine {
  readonly kind: EngineInfo["engine"];
  /** The CoreDNS release that it follows, or is. */
  readonly release: string;
  /**
   * What CoreDNS would say to this configuration; the first error is the one with which it would end. Never rejects: what
   * the configuration does to whoever checks it is a problem of it. Checks are worked on one after the other.
   */
  check(snapshot: Snapshot): Promise<Checked>;
  /** A newer text waits: a check that has taken long already is ended. */
  hurry(): void;
  /** Gets ready for a start that is to come. */
  warmUp(): void;
  /** Rejects with `EngineDied` or `EngineFault` when it failed at this configuration. */
  start(snapshot: Snapshot, options: StartOptions): Promise<Running | Refused>;
  /** Ends what is left, also after a start that was refused. */
  stop(): Promise<void>;
}

/** The engine ended before it replied. */
export class EngineDied extends Error {
  override readonly name = "EngineDied";
}

/** The engine failed at one call and goes on. */
export class EngineFault extends Error {
  override readonly name = "EngineFault";
}

/** The engine has no way to do this, and says so in words for people. */
export class CannotDo extends Error {
  override readonly name = "CannotDo";
}

/** Why time and upstreams stay what they are. */
export const NOT_IN_EARNEST = "This engine serves in earnest: its clock and its upstreams are the real ones.";
