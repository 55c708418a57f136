/** Upstreams that are unreachable, lie, are slow, or come and go, over every transport, beside the real CoreDNS. */
import { RRType } from "../lib/dns/iana/rrtype.ts";
import { freePort } from "../server/_test/free-port.ts";
import { TestAuthority } from "../server/_test/key-pairs.ts";
import { Asker, type Replies } from "./asker.ts";
import type { Attack } from "./attack.ts";
import { honestQuestion } from "./honest-messages.ts";
import { BEHAVIOURS, ODDITIES } from "./hostile-behaviours.ts";
import { type HostileUpstream, hostileUpstream } from "./hostile-upstream.ts";
import { SeededRandom } from "./seeded-random.ts";
import { type Case, differs, judge, startPair } from "./side-by-side.ts";

const TRANSPORTS = ["udp", "tcp", "tls", "https", "quic"] as const;
type Transport = (typeof TRANSPORTS)[number];

/** Five seconds is all that a question may cost, and connecting over QUIC takes them all. */
const SLOWEST_MS = 6500;
const AUTHORITY = "authority.pem";
const NAME = "dns.example.org";

/** Health checks would ask at times of their own. */
const common = (): string => `        tls ${AUTHORITY}
        tls_servername ${NAME}
        max_fails 0
        read_timeout 400ms
        expire 2s
`;

function block(transport: Transport, { port, to }: { readonly port: number; readonly to: readonly string[] }): string {
  const force = transport === "tcp" ? "        force_tcp\n" : "";
  return `${transport}.test:${port} {
    bind 127.0.0.1
    errors
    forward . ${to.join(" ")} {
${common()}${force}    }
}
`;
}

/** Nobody listens at `dead`; behind it the honest one comes second. */
function corefile(port: number, { ports }: HostileUpstream, dead: number): string {
  const scheme = (transport: Transport): string =>
    transport === "udp" || transport === "tcp" ? "" : `${transport}://`;
  const placeOf = (transport: Transport): number =>
    transport === "udp" || transport === "tcp" ? ports.dns : ports[transport];
  const blocks = TRANSPORTS.flatMap((transport) => {
    const place = `${scheme(transport)}127.0.0.1:${placeOf(transport)}`;
    const nowhere = `${scheme(transport)}127.0.0.1:${dead}`;
    return [
      block(transport, { port, to: [place] }),
      `dead.${block(transport, { port, to: [nowhere] })}`,
      `half.${block(transport, { port, to: [nowhere, place] }).replace("max_fails 0", "max_fails 0\n        policy sequential")}`,
    ];
  });
  return `${blocks.join("")}.:${port} {\n    bind 127.0.0.1\n    whoami\n}\n`;
}

function casesOf(transport: Transport, random: SeededRandom): readonly Case[] {
  const odd = transport === "https" || transport === "quic" ? ODDITIES[transport] : [];
  const names = [...Object.keys(BEHAVIOURS), ...odd].map((name) => [name]);
  // Once more in the end: what an upstream did must not have spoilt it.
  const all = [...names, ["honest", "dead"], ["honest", "half"], ["honest"]];
  return all.map((first) => {
    const octets = honestQuestion({ labels: [...first, transport, "test"], type: RRType.A }, random);
    return { octets, overTcp: false, about: `${first.join(".")}.${transport}.test` };
  });
}

export const hostileUpstreams: Attack = {
  name: "hostile-upstreams",
  about: "upstreams over UDP, TCP, TLS, HTTPS and QUIC that are not there, lie, are slow, hang up or come and go",
  async run({ random, coredns, say }) {
    const authority = new TestAuthority();
    const certificate = authority.signed(NAME);
    const upstreams = [await hostileUpstream(certificate), await hostileUpstream(certificate)] as const;
    const dead = await freePort();
    const pair = await startPair(coredns, async (place) => {
      const port = await freePort();
      const upstream = upstreams[place === 0 ? 0 : 1];
      return { corefile: corefile(port, upstream, dead), port, files: { [AUTHORITY]: authority.cert } };
    });
    const asker = await Asker.open(pair.ports);
    const honest = honestQuestion({ labels: ["small", "example", "org"], type: RRType.A }, random);
    try {
      return await judge({ pair, asker, honest }, async () => {
        const faults: string[] = [];
        let asked = 0;
        let same = 0;
        for (const transport of TRANSPORTS) {
          const startedMs = performance.now();
          // The same questions each time, without what chance puts into EDNS.
          for (const one of casesOf(transport, new SeededRandom(1))) {
            const [row = []] = await asker.udp([one.octets], SLOWEST_MS);
            asked++;
            const fault = faultOf(row, one);
            if (fault === undefined) same++;
            else faults.push(fault);
          }
          say(`${transport}: ${Math.round(performance.now() - startedMs)} ms, ${faults.length} faults`);
        }
        // What is kept of them ends with them.
        for (const upstream of upstreams) upstream.close();
        return { faults, figures: { asked, "as with CoreDNS": coredns === undefined ? "not compared" : same } };
      });
    } finally {
      asker.close();
      await pair.stop();
      for (const upstream of upstreams) upstream.close();
    }
  },
};

function faultOf(row: Replies, { about, octets }: Case): string | undefined {
  const lines = [...row].map((reply) => reply?.toString("hex") ?? "nothing").join("\n      ");
  if (row[0] === undefined) return `${about}: no reply within ${SLOWEST_MS} ms`;
  return differs(row) ? `${about}\n      ${octets.toString("hex")}\n      ${lines}` : undefined;
}
