/** A server block while its directives are set up, and the chain that comes out of it. */

import { buildChain, type Chain, type ChainLink } from "../chain/chain.ts";
import type { OutsideChain, ServedZone } from "../chain/dispatch.ts";
import { LABELS, OPCODES, VIEW } from "../chain/dispatch-keys.ts";
import { type Handler, offersOf } from "../chain/handler.ts";
import type { Query } from "../chain/query.ts";
import type { ServerBlock } from "../corefile/configuration.ts";
import type { ServerBlockKey } from "../corefile/keys.ts";
import type { DirectiveFacts } from "../directive/facts.ts";
import type { Message } from "../dns/message/message.ts";
import type { CanonicalName } from "../dns/name/name.ts";
import type { Range } from "../text/position.ts";
import type { EventTask, LifeCycle, StartTask, StopTask } from "./life-cycle.ts";
import { Settings } from "./settings.ts";
import type { Block, BlockKey, KeyTransport } from "./setup.ts";
import type { Shared } from "./shared.ts";

/** What a directive tells of itself. */
interface Facts extends DirectiveFacts {
  readonly answers?: unknown;
}

/** What a block is made of. */
export interface BlockParts {
  readonly block: ServerBlock;
  readonly keys: readonly ServerBlockKey[];
  /** Names of its directives in chain order. */
  readonly directives: readonly string[];
  readonly lifeCycle: LifeCycle;
}

export class ConfiguredBlock implements Block {
  readonly at: Range;
  readonly source: ServerBlock;
  readonly allKeys: readonly ServerBlockKey[];
  readonly keys: readonly BlockKey[];
  readonly zones: readonly CanonicalName[];
  readonly directives: readonly string[];
  readonly settings = new Settings();
  readonly #lifeCycle: LifeCycle;
  readonly #links: ChainLink[] = [];
  readonly #outside: OutsideChain[] = [];
  #chain: Chain | undefined;
  #atDispatch: AtDispatch | undefined;
  #opensClasses = false;

  constructor({ block, keys, directives, lifeCycle }: BlockParts) {
    this.source = block;
    this.at = block.at;
    this.allKeys = keys;
    this.keys = keys.flatMap((key) => {
      const { transport } = key;
      return transport === "unix" ? [] : [new DnsKey(key, transport)];
    });
    this.zones = keys.map(({ zone }) => zone);
    this.directives = directives;
    this.#lifeCycle = lifeCycle;
  }

  /** Takes what a directive set up: handlers for the chain, or nothing. */
  add(handlers: readonly Handler[], directive: OutsideChain, facts: Facts): void {
    if (handlers.length === 0) this.#outside.push(directive);
    else this.#opensClasses ||= facts.opensClasses === true;
    const mayAnswer = facts.answers !== undefined;
    for (const handler of handlers) this.#links.push({ handler, at: handler.at ?? directive.at, mayAnswer });
  }

  /** The block's chain; call it once all directives are set up. */
  get chain(): Chain {
    this.#chain ??= buildChain(this.#links);
    return this.#chain;
  }

  /** A zone of the block as dispatch sees it. */
  served(key: Pick<ServerBlockKey, "zone" | "at">): ServedZone {
    const { chain } = this;
    return {
      zone: key.zone,
      get at() {
        return key.at;
      },
      ...this.#asked(),
      opensClasses: this.#opensClasses,
      chain,
      outside: this.#outside,
    };
  }

  get viewName(): string {
    return this.#chain === undefined ? "" : this.#asked().viewName;
  }

  /** True when other blocks may have the same zone. */
  get isFiltered(): boolean {
    return this.#asked().filters.length > 0;
  }

  #asked(): AtDispatch {
    this.#atDispatch ??= atDispatch(this.handlers());
    return this.#atDispatch;
  }

  handlers(): readonly Handler[] {
    return this.#chain === undefined ? [] : this.#chain.links.map(({ handler }) => handler);
  }

  shared<Value>(key: Shared<Value>): Value {
    return this.#lifeCycle.shared(key);
  }

  repeatOption(code: number): void {
    this.#lifeCycle.repeatedOptions.add(code);
  }

  lookup(query: Query): Message | undefined | Promise<Message | undefined> {
    return this.#lifeCycle.ask(query);
  }

  onStart(task: StartTask): void {
    this.#lifeCycle.onStart(task);
  }

  onPrimaryStart(task: StartTask): void {
    this.#lifeCycle.onPrimaryStart(task);
  }

  onServing(task: () => void): void {
    this.#lifeCycle.onServing(task);
  }

  onStarted(task: EventTask): void {
    this.#lifeCycle.onStarted(task);
  }

  onEnding(task: EventTask): void {
    this.#lifeCycle.onEnding(task);
  }

  onShutdown(task: StopTask): void {
    this.#lifeCycle.onShutdown(task);
  }

  onStop(task: StopTask): void {
    this.#lifeCycle.onStop(task);
  }

  onFinalStop(task: StopTask): void {
    this.#lifeCycle.onFinalStop(task);
  }
}

type AtDispatch = Pick<ServedZone, "viewName" | "filters" | "opcodes" | "labels">;

/** What a block's plugins have to say where blocks are chosen. */
function atDispatch(handlers: readonly Handler[]): AtDispatch {
  const views = offersOf(handlers, VIEW);
  return {
    viewName: views.at(-1)?.name ?? "",
    filters: views.map(({ admits }) => admits),
    opcodes: new Set(offersOf(handlers, OPCODES).flat()),
    labels: offersOf(handlers, LABELS)[0],
  };
}

/** A key with its port as a number. Where it stands is asked of few: there may be very many. */
class DnsKey implements BlockKey {
  readonly transport: KeyTransport;
  readonly zone: CanonicalName;
  readonly port: number;
  readonly #key: ServerBlockKey;

  constructor(key: ServerBlockKey, transport: KeyTransport) {
    this.transport = transport;
    this.zone = key.zone;
    this.port = Number(key.port);
    this.#key = key;
  }

  get at(): Range {
    return this.#key.at;
  }
}
