/** Messages that no client would send, to a server that does a bit of everything. */

import { freePort } from "../server/_test/free-port.ts";
import { Asker } from "./asker.ts";
import type { Attack } from "./attack.ts";
import { type AskedQuestion, honestQuestion } from "./honest-messages.ts";
import { mutated } from "./mutations.ts";
import type { SeededRandom } from "./seeded-random.ts";
import { type Case, compare, figuresOf, judge, startPair } from "./side-by-side.ts";

const DATAGRAMS = 20_000;
const OVER_TCP_PERCENT = 5;
const UNCHANGED_PERCENT = 5;
const QUIET_MS = 500;

const corefile = (port: number): string => `
(all) {
    bind 127.0.0.1
    errors
}
example.org:${port} {
    import all
    file db.example.org
}
hosts.example:${port} {
    import all
    hosts {
        192.0.2.7 www.hosts.example
        2001:db8::7 www.hosts.example
        fallthrough
    }
}
cached.example:${port} {
    import all
    cache {
        keepttl
    }
    template IN ANY {
        answer "{{ .Name }} 60 IN TXT \\"cached\\""
    }
}
whoami.example:${port} {
    import all
    whoami
}
.:${port} {
    import all
    template ANY ANY {
        rcode NXDOMAIN
        authority ". 60 IN SOA ns.example. admin.example. 1 60 60 60 60"
    }
}
`;

const ZONE = `$ORIGIN example.org.
$TTL 300
@       IN SOA  ns admin 1 3600 600 86400 60
@       IN NS   ns
@       IN MX   10 mail
ns      IN A    192.0.2.53
www     IN A    192.0.2.1
www     IN AAAA 2001:db8::1
mail    IN CNAME www
*.wild  IN TXT  "wild"
sub     IN NS   ns.sub
ns.sub  IN A    192.0.2.54
`;

const QUESTIONS: readonly AskedQuestion[] = [
  { labels: ["www", "example", "org"], type: 1 },
  { labels: ["example", "org"], type: 15 },
  { labels: ["mail", "example", "org"], type: 28 },
  { labels: ["none", "example", "org"], type: 1 },
  { labels: ["a", "wild", "example", "org"], type: 16 },
  { labels: ["x", "sub", "example", "org"], type: 1 },
  { labels: ["www", "hosts", "example"], type: 1 },
  { labels: ["www", "hosts", "example"], type: 28 },
  { labels: ["a", "cached", "example"], type: 16 },
  { labels: ["b", "cached", "example"], type: 16 },
  { labels: ["a", "whoami", "example"], type: 1 },
  { labels: ["elsewhere"], type: 255 },
  { labels: [], type: 2 },
];
/** Tells the client's port, which over TCP differs from server to server. */
const WHOAMI = "whoami";

function caseOf(number: number, random: SeededRandom): Case {
  const question = random.pick(QUESTIONS);
  const honest = honestQuestion(question, random);
  const isChanged = !random.chance(UNCHANGED_PERCENT);
  const { octets, kinds } = isChanged ? mutated(honest, random) : { octets: honest, kinds: ["nothing"] };
  const overTcp = random.chance(OVER_TCP_PERCENT) && !question.labels.includes(WHOAMI);
  return { octets, overTcp, about: `message ${number} (${kinds.join(", ")})${overTcp ? " over TCP" : ""}` };
}

export const datagrams: Attack = {
  name: "datagrams",
  about: `${DATAGRAMS} mutated messages over UDP, some over TCP, replies as CoreDNS's`,
  async run({ random, coredns, say }) {
    const pair = await startPair(coredns, async () => {
      const port = await freePort();
      return { corefile: corefile(port), files: { "db.example.org": ZONE }, port };
    });
    const asker = await Asker.open(pair.ports);
    try {
      const honest = honestQuestion({ labels: ["www", "example", "org"], type: 1 }, random);
      return await judge({ pair, asker, honest }, async () => {
        const cases = Array.from({ length: DATAGRAMS }, (_, at) => caseOf(at, random));
        const comparison = await compare(asker, cases, { quietMs: QUIET_MS, say });
        return { figures: figuresOf(comparison), faults: comparison.unnamed };
      });
    } finally {
      asker.close();
      await pair.stop();
    }
  },
};
