/** Expressions and templates that another engine would take for ever over, as questions come: each is answered in time. */
import { RRType } from "../lib/dns/iana/rrtype.ts";
import { freePort } from "../server/_test/free-port.ts";
import { Asker, type Replies } from "./asker.ts";
import type { Attack } from "./attack.ts";
import { honestQuestion } from "./honest-messages.ts";
import { SeededRandom } from "./seeded-random.ts";
import { differs, judge, startPair } from "./side-by-side.ts";

const SLOWEST_MS = 5000;

/** Nested repetitions, over names that nearly match. */
const BOMBS = String.raw`
    view bombs {
        expr name() matches '^((a+)+)+\\.view\\.test\\.$' || true
    }
    rewrite stop {
        name regex ^((a+)+)+\.((a+)+)+\.((a*)*)*rewrite\.test\.$ hit.test
    }
    rewrite stop {
        name regex ^(a|a|aa)+\.(.*)*x\.answer\.test\.$ {1}.test
        answer name (.*)*\.hit\.test\.$ {1}.answer.test
    }
    template IN A match.test {
        match ^((([a-z]*)*)*)*!$
        match ^(?P<first>((a+)+)+b)\.match\.test\.$
        answer "{{ .Name }} 60 IN TXT \"no\""
        fallthrough
    }
`;

/**
 * What CoreDNS goes on with until its memory is full, and counts to its end: aliases that lead to themselves, at once and in
 * a ring of two, a count, and a template that calls itself.
 */
const OURS_ONLY = `
    template IN A self.test {
        answer "{{ .Name }} 60 IN CNAME {{ .Name }}"
    }
    template IN A one.test {
        answer "{{ .Name }} 60 IN CNAME www.two.test."
    }
    template IN A two.test {
        answer "{{ .Name }} 60 IN CNAME www.one.test."
    }
    template IN A count.test {
        answer "{{ range 1000000000000 }}{{ end }}{{ .Name }} 60 IN A 192.0.2.1"
    }
    template IN A calls.test {
        answer "{{ define \`a\` }}{{ template \`a\` . }}{{ template \`a\` . }}{{ end }}{{ template \`a\` . }}"
    }
`;

const corefile = (port: number, own: string): string =>
  `.:${port} {\n    bind 127.0.0.1\n    errors\n${BOMBS}${own}    whoami\n}\n`;

const long = "a".repeat(60);
const TOGETHER: readonly (readonly string[])[] = [
  ...["view", "rewrite", "answer", "match"].flatMap((zone) => [
    [`${long}b`, zone, "test"],
    [long, long, `${long}b`, zone, "test"],
    [long, long, "aaaaaa", zone, "test"],
  ]),
];
const OURS: readonly (readonly string[])[] = [
  ["count", "test"],
  ["calls", "test"],
];
/** Nobody gets a reply to these: that they end is told in the log. */
const RINGS: readonly (readonly string[])[] = [
  ["self", "test"],
  ["www", "one", "test"],
];
const RING_MS = 300;
const GAVE_UP = /gave up after \d+ look-ups/g;

export const endlessWords: Attack = {
  name: "endless-words",
  about: "regular expressions that backtrack elsewhere, aliases in a ring, and templates that count for ever",
  async run({ random, coredns }) {
    const pair = await startPair(coredns, async (place) => {
      const port = await freePort();
      return { corefile: corefile(port, place === 0 ? OURS_ONLY : ""), port };
    });
    const together = await Asker.open(pair.ports);
    const alone = await Asker.open(pair.ports.slice(0, 1));
    const honest = honestQuestion({ labels: ["small", "example", "org"], type: RRType.A }, random);
    try {
      return await judge({ pair, asker: alone, honest }, async () => {
        const faults: string[] = [];
        let slowestMs = 0;
        const ask = async (asker: Asker, labels: readonly string[]): Promise<void> => {
          const octets = honestQuestion({ labels, type: RRType.A }, new SeededRandom(1));
          const startedMs = performance.now();
          const [row = []] = await asker.udp([octets], SLOWEST_MS);
          slowestMs = Math.max(slowestMs, performance.now() - startedMs);
          const fault = faultOf(row);
          if (fault !== undefined) faults.push(`${labels.join(".")}: ${fault}`);
        };
        for (const labels of TOGETHER) await ask(together, labels);
        for (const labels of OURS) await ask(alone, labels);
        for (const labels of RINGS)
          await alone.udp([honestQuestion({ labels, type: RRType.A }, new SeededRandom(1))], RING_MS);
        await ask(alone, ["small", "example", "org"]);
        const ended = pair.ours.output().match(GAVE_UP)?.length ?? 0;
        if (ended !== RINGS.length) faults.push(`${ended} of ${RINGS.length} rings of aliases came to an end`);
        const asked = TOGETHER.length + OURS.length + RINGS.length;
        return { faults, figures: { asked, "slowest (ms)": Math.round(slowestMs) } };
      });
    } finally {
      together.close();
      alone.close();
      await pair.stop();
    }
  },
};

function faultOf(row: Replies): string | undefined {
  if (row[0] === undefined) return `no reply within ${SLOWEST_MS} ms`;
  return differs(row) ? row.map((reply) => reply?.toString("hex") ?? "nothing").join("\n      ") : undefined;
}
