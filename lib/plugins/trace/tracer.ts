/** Spans as Zipkin takes them (Zipkin API v2), made while a query runs and handed over when they end. */
import type { WallTime } from "../../plugin-kit/wall-time.ts";
import type { Random } from "../../ports/random.ts";
import type { Span } from "./api.ts";
import type { RemoteSpan } from "./b3.ts";

/** Who sends spans. */
export interface LocalEndpoint {
  readonly serviceName?: string;
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly port?: number;
}

/** A span as it goes to the collector. */
export interface ZipkinSpan {
  readonly timestamp: number;
  readonly duration: number;
  readonly traceId: string;
  readonly id: string;
  readonly parentId?: string;
  readonly debug?: true;
  readonly name: string;
  readonly kind?: "SERVER";
  readonly shared?: true;
  readonly localEndpoint?: LocalEndpoint;
  readonly annotations?: readonly { readonly timestamp: number; readonly value: string }[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** What spans are made with. */
export interface TracerParts {
  readonly time: WallTime;
  readonly random: Random;
  readonly endpoint: LocalEndpoint | undefined;
  /** The client's span counts as the server's too. */
  readonly isShared: boolean;
  /** Takes what has ended. */
  readonly report: (span: ZipkinSpan) => void;
}

const ID_DIGITS = 16;
const HALF = 0x1_0000_0000;

export class Tracer {
  readonly parts: TracerParts;

  constructor(parts: TracerParts) {
    this.parts = parts;
  }

  /** The span of a whole query, under that of a client when it told of one. */
  root(name: string, remote: RemoteSpan | undefined): TracedSpan {
    const { isShared } = this.parts;
    const { traceId, id: remoteId, parentId, sampled = true, debug = false } = remote ?? {};
    const common = { name, isSampled: sampled || debug, debug: debug ? ({ debug: true } as const) : {} };
    if (traceId === undefined || remoteId === undefined) {
      const own = this.newId();
      return new TracedSpan(this, { ...common, traceId: own, id: own, root: { kind: "SERVER" } });
    }
    if (!isShared)
      return new TracedSpan(this, {
        ...common,
        traceId,
        id: this.newId(),
        parentId: remoteId,
        root: { kind: "SERVER" },
      });
    const shared = { kind: "SERVER", shared: true } as const;
    return new TracedSpan(this, { ...common, traceId, id: remoteId, parentId, root: shared });
  }

  /** 16 hexadecimal digits by chance. */
  newId(): string {
    const half = (): string =>
      this.parts.random
        .below(HALF)
        .toString(16)
        .padStart(ID_DIGITS / 2, "0");
    return `${half()}${half()}`;
  }
}

interface SpanFacts {
  readonly name: string;
  readonly traceId: string;
  readonly id: string;
  readonly parentId?: string | undefined;
  readonly isSampled: boolean;
  readonly debug: { readonly debug?: true };
  /** What only the span of a whole query has. */
  readonly root?: Pick<ZipkinSpan, "kind" | "shared">;
}

/** A span under way. */
export class TracedSpan implements Span {
  readonly traceId: string;
  readonly isSampled: boolean;
  readonly #tracer: Tracer;
  readonly #facts: SpanFacts;
  readonly #startMs: number;
  readonly #tags: Record<string, string>;
  readonly #annotations: { readonly timestamp: number; readonly value: string }[] = [];

  constructor(tracer: Tracer, facts: SpanFacts, tags: Readonly<Record<string, string>> = {}) {
    this.#tracer = tracer;
    this.#facts = facts;
    this.traceId = facts.traceId;
    this.isSampled = facts.isSampled;
    this.#tags = { ...tags };
    this.#startMs = tracer.parts.time.nowMs();
  }

  child(name: string, tags?: Readonly<Record<string, string>>): TracedSpan {
    const { traceId, id: parentId, isSampled, debug } = this.#facts;
    const id = this.#tracer.newId();
    return new TracedSpan(this.#tracer, { name, traceId, id, parentId, isSampled, debug }, tags);
  }

  tag(name: string, value: string): void {
    this.#tags[name] = value;
  }

  annotate(value: string): void {
    this.#annotations.push({ timestamp: micros(this.#tracer.parts.time.nowMs()), value });
  }

  finish(): void {
    if (!this.isSampled) return;
    const { name, traceId, id, parentId, debug, root } = this.#facts;
    const { time, endpoint, report } = this.#tracer.parts;
    const tags = Object.entries(this.#tags).sort(([one], [other]) => (one < other ? -1 : 1));
    report({
      timestamp: micros(this.#startMs),
      duration: Math.max(1, micros(time.nowMs() - this.#startMs)),
      traceId,
      id,
      ...(parentId === undefined ? {} : { parentId }),
      ...debug,
      name: name.toLowerCase(),
      ...root,
      ...(endpoint === undefined ? {} : { localEndpoint: endpoint }),
      ...(this.#annotations.length === 0 ? {} : { annotations: this.#annotations }),
      ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags) }),
    });
  }
}

const micros = (ms: number): number => Math.round(ms * 1000);
