/** Upstreams that lie: mutated replies to what `forward` asks, and what the client gets of them. */

import { freePort } from "../server/_test/free-port.ts";
import { Asker } from "./asker.ts";
import type { Attack } from "./attack.ts";
import { type AskedQuestion, honestQuestion, honestReply } from "./honest-messages.ts";
import { startUpstream } from "./lying-upstream.ts";
import { HEADER_OCTETS } from "./message-layout.ts";
import { mutated } from "./mutations.ts";
import type { SeededRandom } from "./seeded-random.ts";
import { type Case, compare, figuresOf, judge, startPair } from "./side-by-side.ts";

const REPLIES = 6000;
const OVER_TCP_PERCENT = 25;
const UNCHANGED_PERCENT = 10;
const CACHED_PERCENT = 40;
const TYPES = [1, 1, 1, 28, 16, 15, 6, 33, 255, 65];
const QUIET_MS = 1500;

/** Unanswered questions fail soon, and idle sockets go soon; health checks would ask at times of their own. */
const corefile = (port: number, upstream: number): string => `
(upstream) {
    bind 127.0.0.1
    errors
    forward . 127.0.0.1:${upstream} {
        max_fails 0
        read_timeout 400ms
        expire 2s
    }
}
cached.example:${port} {
    cache {
        keepttl
    }
    import upstream
}
.:${port} {
    import upstream
}
`;

const HONEST: AskedQuestion = { labels: ["honest", "example"], type: 1 };
const NUMBERED = /m(\d+)/;

function planOf(number: number, random: SeededRandom): Case {
  const zone = random.chance(CACHED_PERCENT) ? ["cached", "example"] : ["example"];
  const question = { labels: [`m${number}`, ...zone], type: random.pick(TYPES) };
  const octets = honestQuestion(question, random);
  const reply = honestReply(question, random);
  const isChanged = !random.chance(UNCHANGED_PERCENT);
  const { octets: upstream, kinds } = isChanged ? mutated(reply, random) : { octets: reply, kinds: ["nothing"] };
  const overTcp = random.chance(OVER_TCP_PERCENT);
  const about = `reply ${number} (${kinds.join(", ")})${overTcp ? " over TCP" : ""}: ${upstream.toString("hex")}`;
  return { octets, upstream, overTcp, about };
}

export const upstreamReplies: Attack = {
  name: "upstream-replies",
  about: `${REPLIES} mutated replies of an upstream over UDP and TCP, cached and not, handed on as CoreDNS does`,
  async run({ random, coredns, say }) {
    const plans = Array.from({ length: REPLIES }, (_, at) => planOf(at, random));
    const truth = honestReply(HONEST, random);
    const lie = (question: Buffer): Buffer | undefined => {
      // Behind the header, whose ID may look like a number as well.
      const number = NUMBERED.exec(question.toString("latin1", HEADER_OCTETS))?.[1];
      return number === undefined ? truth : plans[Number(number)]?.upstream;
    };
    const upstreams = await Promise.all([startUpstream(lie), startUpstream(lie)]);
    const pair = await startPair(coredns, async (place) => {
      const port = await freePort();
      return { corefile: corefile(port, upstreams[place]?.port ?? 0), port };
    });
    const asker = await Asker.open(pair.ports);
    try {
      return await judge({ pair, asker, honest: honestQuestion(HONEST, random) }, async () => {
        const first = await compare(asker, plans, { quietMs: QUIET_MS, say });
        say("once more, now that a cache has what it kept");
        const cached = plans.filter(({ octets }) => octets.includes("cached"));
        const second = await compare(asker, cached, { quietMs: QUIET_MS, say });
        const again = Object.entries(figuresOf(second)).map(([what, figure]) => [`${what}, from the cache`, figure]);
        return {
          figures: { ...figuresOf(first), ...Object.fromEntries(again) },
          faults: [...first.unnamed, ...second.unnamed.map((fault) => `from the cache: ${fault}`)],
        };
      });
    } finally {
      asker.close();
      await pair.stop();
      for (const upstream of upstreams) upstream.close();
    }
  },
};
