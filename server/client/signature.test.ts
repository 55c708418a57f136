/** What is told of the signatures of replies that were really sent. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AskKey, askRequestSchema } from "../../lib/api/ask.ts";
import type { Running } from "../engine/engine.ts";
import { createQueryEngine } from "../engine/worker/query-engine.ts";
import { createHost } from "../host/host.ts";
import { ask } from "./ask.ts";

const SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
const COREFILE = `example.org:5300 {
    tsig {
        secret k.example.org. ${SECRET}
    }
    template IN A {
        answer "{{ .Name }} 60 IN A 192.0.2.1"
    }
}
example.net:5300 {
    whoami
}
`;
const engine = createQueryEngine({ host: createHost(), ports: "ephemeral", defaultPort: 53 });
let running: Running;

beforeAll(async () => {
  const drafts = { Corefile: COREFILE };
  const started = await engine.start(
    { root: import.meta.dirname, corefile: "Corefile", drafts, allowed: [], environment: {} },
    { tell: () => undefined },
  );
  if (started.kind === "refused") throw new Error(started.problems.map(({ message }) => message).join());
  running = started;
});

afterAll(() => engine.stop());

async function told(name: string, key: Partial<AskKey>, transport: "udp" | "tcp" = "udp"): Promise<string | undefined> {
  const [listener] = running.listeners;
  if (listener === undefined) throw new Error("no listener");
  const usual = { name: "k.example.org.", algorithm: "hmac-sha256", secret: SECRET } as const;
  const request = askRequestSchema.parse({ name, transport, key: { ...usual, ...key } });
  const asked = await ask({ target: listener.bound, label: listener.label, request });
  const text = "received" in asked ? asked.received.text : asked.error;
  return /^;; TSIG: (.*)$/m.exec(text)?.[1];
}

test.each(["udp", "tcp"] as const)("a right one, over %s", async (transport) =>
  expect(await told("a.example.org", {}, transport)).toBe(
    "the reply is signed with k.example.org., and its signature is right",
  ),
);
test("another algorithm", async () =>
  expect(await told("a.example.org", { algorithm: "hmac-sha1" })).toContain("its signature is right"));
test("another secret", async () =>
  expect(await told("a.example.org", { secret: "eHg=" })).toBe("the signature of the question was not taken: BADSIG"));
test("another key", async () =>
  expect(await told("a.example.org", { name: "x." })).toBe("the signature of the question was not taken: BADKEY"));
test("a zone without tsig", async () => expect(await told("a.example.net", {})).toBe("the reply is not signed"));
