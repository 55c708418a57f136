/** Looks at the Corefile every now and then for the reload plugin, and takes a changed one up (CoreDNS, plugin reload). */

import { createHash } from "node:crypto";
import type { Configuration } from "../../lib/corefile/configuration.ts";
import type { Token } from "../../lib/corefile/token.ts";
import type { Timer } from "../../lib/ports/clock.ts";
import type { Log } from "../../lib/ports/log.ts";
import type { Metrics } from "../../lib/ports/metrics.ts";
import { COREFILE_WATCH } from "../../lib/set-up/corefile-watch.ts";
import { isObstacle } from "../../lib/text/problem.ts";
import { type Prepared, readConfiguration } from "./configuration.ts";
import { corefileFiles } from "./corefile-files.ts";
import type { Refused } from "./engine.ts";
import type { EngineSource, Instance } from "./instance.ts";

interface Watching {
  readonly intervalMs: number;
  readonly log: Log;
}

type Reload = (source: EngineSource) => Promise<Instance | Refused>;

export class CorefileWatch {
  readonly #prepared: Prepared;
  readonly #log: Log;
  readonly #reload: Reload;
  readonly #timer: Timer;
  #sum: string;
  /** Said once, until the Corefile is there again. */
  #isGone = false;

  private constructor(prepared: Prepared, { intervalMs, log }: Watching, reload: Reload) {
    this.#log = log;
    this.#prepared = prepared;
    this.#reload = reload;
    this.#sum = sumOf(prepared.configuration);
    const { host } = prepared.source;
    countersOf(host.metrics);
    this.#warn(prepared.configuration);
    log.info(`Running configuration SHA512 = ${this.#sum}`);
    this.#timer = host.clock.every(intervalMs, () => this.#look());
  }

  /** Begins when some block has the reload plugin; undefined otherwise. */
  static begin(prepared: Prepared, reload: Reload): CorefileWatch | undefined {
    const { intervalMs, log } = prepared.lifeCycle.shared(COREFILE_WATCH);
    return log !== undefined && intervalMs > 0 ? new CorefileWatch(prepared, { intervalMs, log }, reload) : undefined;
  }

  stop(): void {
    this.#timer.cancel();
  }

  /** CoreDNS reads the Corefile again to sum it up, and warns as often. */
  #warn({ warnings }: Configuration): void {
    for (const warning of warnings) this.#prepared.source.host.log.plain(warning);
  }

  async #look(): Promise<void> {
    const { source } = this.#prepared;
    const log = this.#log;
    const text = corefileFiles(source.host.files).read(source.corefile);
    if (typeof text !== "string") {
      if (!this.#isGone) log.warning(`Corefile cannot be read, the last good one goes on: ${text.error}`);
      this.#isGone = true;
      return;
    }
    this.#isGone = false;
    const configuration = readConfiguration(source, text);
    this.#warn(configuration);
    const [problem] = configuration.problems.filter(({ code }) => code !== "unknown-directive");
    if (problem !== undefined) {
      log.warning(`Corefile parse failed: ${problem.message}`);
      return;
    }
    const sum = sumOf(configuration);
    if (sum === this.#sum) return;
    // The same file is not tried again, even if it is wrong.
    this.#sum = sum;
    source.host.log.info("Reloading");
    const result = await this.#reload(source);
    const { failed, version } = countersOf(source.host.metrics);
    version.child("sha512", sum).set(1);
    if (result.kind === "running") {
      source.host.log.info("Reloading complete");
      return;
    }
    failed.child().add(1);
    const reason = result.problems.find(isObstacle)?.message ?? "";
    log.error(`Corefile changed but reload failed: starting with listener file descriptors: ${reason}`);
  }
}

function countersOf(metrics: Metrics) {
  return {
    failed: metrics.counter({
      name: "coredns_reload_failed_total",
      help: "Counter of the number of failed reload attempts.",
      labels: [],
    }),
    version: metrics.gauge({
      name: "coredns_reload_version_info",
      help: "A metric with a constant '1' value labeled by hash, and value which type of hash generated.",
      labels: ["hash", "value"],
    }),
  };
}

/** The SHA-512 of what CoreDNS reads, in the form in which CoreDNS sums it up. */
function sumOf({ blocks, file }: Configuration): string {
  const tokenOf = ({ text, line, file: own }: Token) => ({ File: own === file ? "" : own, Line: line, Text: text });
  const summed = blocks.map(({ keys, directives }) => ({
    Keys: keys.map(({ text }) => text),
    Tokens: Object.fromEntries(
      [...directives].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, tokens]) => [name, tokens.map(tokenOf)]),
    ),
  }));
  const json = JSON.stringify(summed).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return createHash("sha512").update(json).digest("hex");
}
