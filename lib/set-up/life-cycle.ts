/** What a configuration does when it starts and when it ends, in the order in which its set-ups asked for it. */

import type { Query } from "../chain/query.ts";
import type { Message } from "../dns/message/message.ts";
import type { Problem } from "../text/problem.ts";
import type { Shared } from "./shared.ts";

export type StartTask = () => Problem | undefined | Promise<Problem | undefined>;
export type StopTask = () => void | Promise<void>;
export type EventTask = () => Promise<void>;

/** A server that takes questions of its own plugins. */
export interface InnerServer {
  /** The listener in CoreDNS's words: `dns://:53`. */
  readonly label: string;
  ask(query: Query): Message | undefined | Promise<Message | undefined>;
}

/**
 * What a worker is among those that serve one configuration together: the `primary` does all that is done once (health,
 * readiness, metrics, the probe of loop), a `replica` only answers.
 */
export type Role = "primary" | "replica";

/** Tasks of one configuration, and what its server blocks share. */
export class LifeCycle {
  readonly #role: Role;
  readonly #starts: StartTask[] = [];
  #shutdowns: readonly StopTask[] = [];
  readonly #stops: StopTask[] = [];
  readonly #whenServing: StopTask[] = [];
  readonly #whenStarted: EventTask[] = [];
  readonly #whenEnding: EventTask[] = [];
  readonly #finalStops: StopTask[] = [];

  /** The servers that blocks may ask; whoever makes servers out of the configuration names them here before `start`. */
  servers: readonly InnerServer[] = [];

  /** Codes of EDNS options that replies without an OPT record repeat, filled in set-up (CoreDNS, edns.SetSupportedOption). */
  readonly repeatedOptions = new Set<number>();

  /** Asks the server on whose listener the query came; undefined without one. */
  ask(query: Query): Message | undefined | Promise<Message | undefined> {
    return this.servers.find(({ label }) => label === query.arrival.server)?.ask(query);
  }

  constructor(role: Role = "primary") {
    this.#role = role;
  }

  onStart(task: StartTask): void {
    this.#starts.push(task);
  }

  onPrimaryStart(task: StartTask): void {
    if (this.#role === "primary") this.#starts.push(task);
  }

  onServing(task: () => void): void {
    this.#whenServing.push(task);
  }

  onStarted(task: EventTask): void {
    if (this.#role === "primary") this.#whenStarted.push(task);
  }

  onEnding(task: EventTask): void {
    if (this.#role === "primary") this.#whenEnding.push(task);
  }

  onShutdown(task: StopTask): void {
    this.#shutdowns = [...this.#shutdowns, task];
  }

  onStop(task: StopTask): void {
    this.#stops.push(task);
  }

  onFinalStop(task: StopTask): void {
    this.#finalStops.push(task);
  }

  /** One value per key, made by the first who asks. */
  shared<Value>(key: Shared<Value>): Value {
    return key.in(this);
  }

  /** Runs the tasks of `onStart` until one gives a problem. */
  async start(): Promise<Problem | undefined> {
    for (const task of this.#starts) {
      const problem = await task();
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  /** Runs the tasks of `onServing`, then those of `onStarted`, one after the other. */
  async started(failed: (error: unknown) => void): Promise<void> {
    await runAll(this.#whenServing, failed);
    await runAll(this.#whenStarted, failed);
  }

  /** Runs the tasks of `onEnding`, `onShutdown` and `onFinalStop`, while queries are still taken; one that throws keeps no other from running. */
  async finish(failed: (error: unknown) => void): Promise<void> {
    await runAll(this.#whenEnding, failed);
    await this.#shutDown(failed);
    await runAll(this.#finalStops, failed);
  }

  /** Runs the tasks of `onStop`, when no query is under way any more; one that throws keeps no other from running. */
  async stop(failed: (error: unknown) => void): Promise<void> {
    await this.#shutDown(failed);
    await runAll(this.#stops, failed);
  }

  async #shutDown(failed: (error: unknown) => void): Promise<void> {
    const tasks = this.#shutdowns;
    this.#shutdowns = [];
    await runAll(tasks, failed);
  }
}

async function runAll(tasks: readonly StopTask[], failed: (error: unknown) => void): Promise<void> {
  for (const task of tasks) {
    try {
      await task();
    } catch (error) {
      failed(error);
    }
  }
}
