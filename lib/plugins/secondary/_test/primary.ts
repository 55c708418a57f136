/** For tests: a primary server that a test plays, and a block with a secondary of it. */
import { query, record } from "../../../chain/_test/messages.ts";
import { replyTo } from "../../../chain/respond.ts";
import { RRType } from "../../../dns/iana/rrtype.ts";
import type { Message } from "../../../dns/message/message.ts";
import { decodeMessage } from "../../../dns/wire/decode.ts";
import { encodeMessage } from "../../../dns/wire/encode.ts";
import type { FakeReply } from "../../../ports/_test/fake-exchange.ts";
import { fakeHost } from "../../../ports/_test/fake-host.ts";
import { FakeSiblings } from "../../../ports/_test/fake-siblings.ts";
import { setUp } from "../../../set-up/_test/set-up.ts";
import { type Following, type Served, serve } from "../../_test/serve.ts";
import { setup } from "../setup.ts";

/** The SOA record of a zone, with short times. */
export const soaLine = (zone: string, serial: number): string =>
  `${zone} 60 IN SOA ns.example.net. admin.example.net. ${serial} 100 30 1000 60`;

/** A zone between its SOA records. */
export const zoneLines = (zone: string, serial: number, ...lines: readonly string[]): readonly string[] => [
  soaLine(zone, serial),
  ...lines,
  soaLine(zone, serial),
];

/** The reply to a request with these records in its answer. */
export function answering(request: Message, lines: readonly string[], more: Partial<Message> = {}): Uint8Array {
  return encodeMessage({ ...replyTo(request, { answer: lines.map(record) }), ...more });
}

/** A primary with zones by their names, which a test may change; what is not there is REFUSED. */
export class PlayedPrimary {
  readonly zones = new Map<string, readonly string[]>();
  /** What it does instead, when a test wants that. */
  instead: ((request: Message) => FakeReply) | undefined;
  /** Names and types that it was asked for. */
  readonly asked: string[] = [];

  reply(message: Uint8Array): FakeReply {
    const request = decodeMessage(message);
    const [question] = request.question;
    const name = question?.name ?? "";
    const isTransfer = question?.type === RRType.AXFR;
    this.asked.push(`${name} ${isTransfer ? "AXFR" : "SOA"}`);
    if (this.instead !== undefined) return this.instead(request);
    const lines = this.zones.get(name);
    if (lines === undefined) return answering(request, [], { rcode: 5 });
    return answering(request, isTransfer ? lines : lines.slice(0, 1));
  }
}

/** A block with a secondary, started. */
export async function start(primary: PlayedPrimary, lines: string, siblings = new FakeSiblings()) {
  const host = { ...fakeHost({}, (message) => primary.reply(message)), siblings };
  const configured = setUp(`.:1053 {\n${lines}\n}`, [setup], host);
  if (configured.messages.length > 0) throw new Error(configured.messages.join("; "));
  await configured.lifeCycle.start();
  void configured.lifeCycle.started(() => undefined);
  await host.clock.pass(10);
  const [handler] = configured.blocks[0]?.handlers() ?? [];
  if (handler === undefined) throw new Error("no handler");
  const ask = (question: string, then?: Following, fields: Partial<Message> = {}): Promise<Served> =>
    serve(handler, query(question, fields), then);
  return {
    host,
    handler,
    ask,
    stop: () => configured.lifeCycle.stop(() => undefined),
    /** The first address of a name, or the code of the reply. */
    async address(name: string): Promise<string> {
      const { answer, outcome, message } = await ask(`${name} A`, ({ request }) => ({
        rcode: 5,
        answeredBy: `next for ${request.id}`,
      }));
      return answer[0]?.split(" ")[4] ?? `rcode ${message?.rcode ?? outcome.rcode}`;
    },
    /** Log lines since the last call, without those of levels. */
    log: () => host.log.lines.splice(0),
  };
}
