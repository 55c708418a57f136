/** From a checked directive to a handler: what set-up gets, and what it may give back. */

import type { Handler } from "../chain/handler.ts";
import type { Query } from "../chain/query.ts";
import type { ServerBlockKey } from "../corefile/keys.ts";
import type { Message } from "../dns/message/message.ts";
import type { CanonicalName } from "../dns/name/name.ts";
import type { Host } from "../ports/host.ts";
import type { Range } from "../text/position.ts";
import type { Problem } from "../text/problem.ts";
import type { Settings } from "./settings.ts";
import type { Shared } from "./shared.ts";

/** Transports as the keys of server blocks name them: `dns` is UDP and TCP. */
export type KeyTransport = "dns" | "tls" | "https" | "https3" | "quic" | "grpc";

/** A server block's key as it was resolved: transport, zone, port. */
export interface BlockKey {
  readonly transport: KeyTransport;
  readonly zone: CanonicalName;
  readonly port: number;
  readonly at: Range;
}

/**
 * A server block in set-up. Settings and life cycle belong to the block; the handler itself is made once per block
 * and serves all its keys.
 */
export interface Block {
  readonly keys: readonly BlockKey[];
  /** All keys, those of transports that nothing listens on included. */
  readonly allKeys: readonly ServerBlockKey[];
  /** The zones of the keys, in order: what a plugin without zones of its own works for. */
  readonly zones: readonly CanonicalName[];
  readonly at: Range;
  /** What its directives tell it, its listeners and each other. */
  readonly settings: Settings;
  /** Names of all the block's directives, in chain order. */
  readonly directives: readonly string[];
  /** The name of its view; complete once `onStart` runs, empty before and without one. */
  readonly viewName: string;
  /** The other handlers of this block, in chain order; complete once `onStart` runs, empty before. */
  handlers(): readonly Handler[];
  /** What the whole configuration shares: one value per key, made by the first who asks. */
  shared<Value>(key: Shared<Value>): Value;
  /** Replies without an OPT record repeat this EDNS option of the request from now on, in all blocks. */
  repeatOption(code: number): void;
  /**
   * Asks this server itself: the query goes through the dispatch of the listener on which it came, as a client's would,
   * and the reply comes back, fitted to the client's size; undefined when nothing would be sent. See `look-up.ts`.
   */
  lookup(query: Query): Message | undefined | Promise<Message | undefined>;
  /** Runs after all set-up and before queries are taken; a problem ends the start with its message. */
  onStart(task: () => Problem | undefined | Promise<Problem | undefined>): void;
  /** As `onStart`, once for all workers that serve this configuration: for what listens over HTTP, asks or writes. */
  onPrimaryStart(task: () => Problem | undefined | Promise<Problem | undefined>): void;
  /**
   * Runs once listeners are open and serve this configuration, after a reload too, in every worker; not in rehearsals: for
   * what asks other servers.
   */
  onServing(task: () => void): void;
  /** As `onServing`, once for all workers that serve this configuration; nobody waits for it. */
  onStarted(task: () => Promise<void>): void;
  /** Runs when the server is about to end for good, before all that is done for the end. */
  onEnding(task: () => Promise<void>): void;
  /** Runs when this configuration has ended, for a reload as for a stop: no query is under way any more. */
  onStop(task: () => void | Promise<void>): void;
  /** Runs once: for a reload as `onStop`, for a stop for good before `onFinalStop`, when queries are still taken. */
  onShutdown(task: () => void | Promise<void>): void;
  /** Runs only when the server is about to end for good; queries are taken until it is done (lameduck). */
  onFinalStop(task: () => void | Promise<void>): void;
}

/** The parts that a set-up works with. */
export interface SetupContext {
  readonly block: Block;
  readonly host: Host;
  /** The place of the directive's word. */
  readonly at: Range;
  /** A problem with CoreDNS's line word for word; `cause` is "here" when it depends on this machine. */
  problem(message: string, where?: { readonly at?: Range; readonly cause?: "text" | "here" }): Problem;
  /**
   * Says what CoreDNS finds wrong with the text only when it starts, behind all set-up: the place in the order of problems
   * is that of `onStart`, and no start is needed to see it.
   */
  problemAtStart(message: string, at?: Range): void;
  /**
   * Says that CoreDNS takes this and our engine cannot serve it yet; set-up goes on, so that CoreDNS's own problems come
   * first. Without words it is the whole plugin.
   */
  notServedYet(what?: { readonly text: string; readonly at?: Range }): void;
}

/** What a set-up gives: handlers for the chain, nothing (a set-up-only plugin), or why CoreDNS refuses to start. */
export type SetupResult = Handler | readonly Handler[] | undefined | Problem;

/**
 * Makes handlers out of all uses of a directive in one server block, in the order of the file. Most plugins make one
 * handler of all uses; forward makes one of each.
 */
export type Setup<Config> = (uses: readonly Config[], context: SetupContext) => SetupResult;

/** Tells a problem from handlers. */
export function isProblem(value: SetupResult): value is Problem {
  return value !== undefined && "severity" in value;
}
