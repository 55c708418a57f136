/** Upstreams that a file of tests stands for: records by place, and no network unless it is asked for. */
import { replyTo } from "../../../lib/chain/respond.ts";
import { Rcode } from "../../../lib/dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../../lib/dns/iana/rrtype.ts";
import type { Message, Question, ResourceRecord } from "../../../lib/dns/message/message.ts";
import { canonical } from "../../../lib/dns/name/name.ts";
import { readRecord } from "../../../lib/dns/text/record.ts";
import { decodeMessage } from "../../../lib/dns/wire/decode.ts";
import { encodeMessage } from "../../../lib/dns/wire/encode.ts";
import type { UpstreamFixture } from "../../../lib/dns-tests/schema.ts";
import type { Fixtures } from "../../../lib/dns-tests/test-file.ts";
import { joinHostPort } from "../../../lib/go/net.ts";
import type { Clock } from "../../../lib/ports/clock.ts";
import {
  type Exchange,
  ExchangeError,
  type ExchangeOptions,
  type UpstreamConnection,
  type UpstreamEndpoint,
} from "../../../lib/ports/exchange.ts";

/** What stands for upstreams: plain data. */
export interface FixedUpstreams {
  readonly fixtures: Fixtures;
  /** Whether upstreams without a fixture are really asked. */
  readonly mayAskNetwork: boolean;
}

export interface FixtureOptions extends FixedUpstreams {
  readonly base: Exchange;
  readonly clock: Clock;
  /** Answers questions without a fixture in the place of an upstream that is not asked; without it they fail. */
  readonly standIn?: (request: Message, place: string) => Message;
  /** Whether this is a listener of the configuration itself. */
  readonly isOwn: (endpoint: UpstreamEndpoint) => boolean;
  /** Told of each question for which there was no fixture. */
  readonly onMissing: (missing: string) => void;
}

/** Makes the upstreams. */
export function fixtureExchange(options: FixtureOptions): Exchange {
  const { base, clock, fixtures, mayAskNetwork, isOwn } = options;
  return {
    async connect(endpoint, timeoutMs) {
      if (isOwn(endpoint)) return base.connect(endpoint, timeoutMs);
      const place = joinHostPort(endpoint.address, endpoint.port);
      const fixture = fixtures.get(place) ?? fixtures.get("*");
      if (fixture === undefined && mayAskNetwork) return base.connect(endpoint, timeoutMs);
      const { onMissing, standIn } = options;
      const parts = { place, fixture, clock, onMissing, standIn };
      return new FixtureConnection(parts, () => (mayAskNetwork ? base.connect(endpoint, timeoutMs) : undefined));
    },
  };
}

interface FixtureParts {
  readonly place: string;
  readonly fixture: UpstreamFixture | undefined;
  readonly clock: Clock;
  readonly onMissing: (missing: string) => void;
  readonly standIn: FixtureOptions["standIn"];
}

class FixtureConnection implements UpstreamConnection {
  readonly usable = true;
  readonly openedMs: number;
  readonly lastUsedMs: number;
  readonly #parts: FixtureParts;
  readonly #network: () => Promise<UpstreamConnection> | undefined;

  constructor(parts: FixtureParts, network: () => Promise<UpstreamConnection> | undefined) {
    this.#parts = parts;
    this.#network = network;
    this.openedMs = parts.clock.monotonicMs();
    this.lastUsedMs = this.openedMs;
  }

  async exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    const { fixture, place, clock } = this.#parts;
    if (fixture === "timeout") {
      await new Promise<void>((done) => clock.after(options.timeoutMs, done));
      throw new ExchangeError("timeout", `read udp ${place}: i/o timeout`);
    }
    if (fixture === "refused") throw new ExchangeError("refused", `read udp ${place}: read: connection refused`);
    const request = decodeMessage(message);
    if (fixture === "servfail") return encodeMessage(replyTo(request, { rcode: Rcode.SERVFAIL }));
    const reply = replyOf(request, fixture ?? []);
    if (reply !== undefined) return encodeMessage(reply);
    if (isProbe(request)) return encodeMessage(replyTo(request, { rcode: Rcode.REFUSED }));
    const connection = await this.#network();
    if (connection === undefined) {
      const missing = this.#missing(request.question[0]);
      if (this.#parts.standIn === undefined) throw missing;
      return encodeMessage(this.#parts.standIn(request, this.#parts.place));
    }
    try {
      return await connection.exchange(message, options);
    } finally {
      connection.close();
    }
  }

  async *stream(message: Uint8Array, options: ExchangeOptions): AsyncIterable<Uint8Array> {
    yield await this.exchange(message, options);
  }

  close(): void {}

  #missing(question: Question | undefined): ExchangeError {
    const asked = question === undefined ? "a question" : `${question.name} ${rrtypeName(question.type)}`;
    const missing = `${asked} of ${this.#parts.place}`;
    this.#parts.onMissing(missing);
    return new ExchangeError("other", `no fixture for ${missing}`);
  }
}

/** What the records give: an answer along CNAMEs, NODATA where the name has others; undefined for a name of which nothing is said. */
function replyOf(request: Message, lines: readonly string[]): Message | undefined {
  const [question] = request.question;
  if (question === undefined) return undefined;
  const records = lines.flatMap((line): readonly ResourceRecord[] => {
    const record = readRecord(line);
    return record !== undefined && "rdata" in record ? [record] : [];
  });
  const answer: ResourceRecord[] = [];
  let name = canonical(question.name);
  for (let hops = 0; hops < records.length; hops++) {
    const own = records.filter((record) => canonical(record.name) === name);
    const wanted = own.filter(({ type }) => type === question.type);
    for (const record of wanted) answer.push(record);
    const alias = own.find(({ type }) => type === RRType.CNAME);
    if (wanted.length > 0 || alias?.rdata.kind !== "CNAME") break;
    answer.push(alias);
    name = canonical(alias.rdata.target);
  }
  const isKnown = answer.length > 0 || records.some((record) => canonical(record.name) === name);
  return isKnown ? replyTo(request, { recursionAvailable: true, answer }) : undefined;
}

/** With this question forward looks whether an upstream is there; any reply will do (CoreDNS, plugin/pkg/proxy, health check). */
function isProbe({ question: [question] }: Message): boolean {
  return question?.name === "." && question.type === RRType.NS;
}
