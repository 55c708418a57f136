/** A Zipkin collector on loopback (API version 2): what CoreDNS tells of each query, put together when it is done. */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { z } from "zod";

const MAX_OCTETS = 8 * 1024 * 1024;
/** Spans that wait for the last of their query; more belong to queries that never ended. */
const MAX_WAITING = 10_000;

const spanSchema = z.object({
  traceId: z.string(),
  id: z.string(),
  parentId: z.string().optional(),
  name: z.string().default(""),
  /** Microseconds since the Unix epoch. */
  timestamp: z.number().default(0),
  duration: z.number().default(0),
  localEndpoint: z.object({ serviceName: z.string().default(""), port: z.number().optional() }).prefault({}),
  annotations: z.array(z.object({ value: z.string() })).default([]),
  tags: z.record(z.string(), z.string()).default({}),
});
type RawSpan = z.output<typeof spanSchema>;

/** What CoreDNS tells of a plugin's work, and of what the plugin called. */
export interface Span {
  /** The plugin's name, or that of a part of its work. */
  readonly name: string;
  readonly service: string;
  /** The port that its server listens on, where its block says an address. */
  readonly port: number | undefined;
  readonly startMicros: number;
  readonly tookMicros: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly annotations: readonly string[];
  readonly children: readonly Span[];
}

/** A collector that listens. */
export interface SpanCollector {
  /** Where to send spans; no other address is taken. */
  readonly url: string;
  close(): void;
}

/** Opens one. `took` is called with each query that is done. */
export async function openSpanCollector(took: (root: Span) => void): Promise<SpanCollector> {
  const path = `/${randomBytes(16).toString("hex")}/api/v2/spans`;
  const waiting = new Map<string, RawSpan[]>();
  const server = createServer(async (request, response) => {
    const text = request.url === path && request.method === "POST" ? await bodyOf(request) : undefined;
    response.writeHead(text === undefined ? 404 : 202).end();
    for (const span of text === undefined ? [] : spansOf(text)) {
      const others = waiting.get(span.traceId) ?? [];
      waiting.set(span.traceId, [...others, span]);
      if (span.parentId !== undefined) continue;
      waiting.delete(span.traceId);
      took(treeOf(span, others));
    }
    for (const [oldest] of waiting) {
      if (waiting.size <= MAX_WAITING) break;
      waiting.delete(oldest);
    }
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      server.unref();
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : 0);
    });
  });
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let octets = 0;
  try {
    for await (const piece of request) {
      const buffer = Buffer.from(piece);
      octets += buffer.length;
      if (octets > MAX_OCTETS) return undefined;
      pieces.push(buffer);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(pieces).toString("utf8");
}

function spansOf(text: string): readonly RawSpan[] {
  try {
    return z.array(spanSchema).parse(JSON.parse(text));
  } catch {
    return [];
  }
}

/** A plugin ends before the one that called it, so all spans of a query are there when its first one comes. */
function treeOf(span: RawSpan, all: readonly RawSpan[]): Span {
  const { name, localEndpoint, timestamp, duration, tags, annotations } = span;
  return {
    name,
    service: localEndpoint.serviceName,
    port: localEndpoint.port,
    startMicros: timestamp,
    tookMicros: duration,
    tags,
    annotations: annotations.map(({ value }) => value),
    children: all
      .filter(({ parentId, id }) => parentId === span.id && id !== span.id)
      .sort((one, other) => one.timestamp - other.timestamp)
      .map((child) => treeOf(child, all)),
  };
}
