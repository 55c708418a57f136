/** What nomad answers from servers that know services, know none, are broken, or come and go. */
import { describe, expect, test } from "vitest";
import { rcodeName } from "../../dns/iana/rcode.ts";
import { type FakePage, FakeWeb } from "../../ports/_test/fake-web.ts";
import { type Running, run, world } from "../_test/run.ts";
import { failing, replying } from "../_test/serve.ts";
import { READINESS } from "../ready/api.ts";
import { setup } from "./setup.ts";

const ONE = "http://192.0.2.1:4646";
const OTHER = "http://192.0.2.2:4646";
const SELF = JSON.stringify({ config: {}, member: {}, stats: {} });
const WEB = JSON.stringify([
  { Address: "198.51.100.1", Port: 80 },
  { Address: "2001:db8::1", Port: 81 },
]);
const PAGES: Readonly<Record<string, FakePage>> = {
  [`GET ${ONE}/v1/agent/self`]: SELF,
  [`GET ${ONE}/v1/service/web?namespace=shop`]: WEB,
  [`GET ${ONE}/v1/service/odd?namespace=shop`]: '[{"Address":"nowhere","Port":1}]',
  [`GET ${ONE}/v1/service/none?namespace=shop`]: "[]",
  [`GET ${ONE}/v1/service/broken?namespace=shop`]: [500, "boom"],
};

interface Started extends Running {
  readonly web: FakeWeb;
}

async function start(lines: string, environment: Readonly<Record<string, string>> = {}): Promise<Started> {
  const base = world();
  const web = new FakeWeb(PAGES);
  const host = { ...base, web, identity: { ...base.identity, environment } };
  const running = await run(setup, `nomad {\n${lines}\n}`, host);
  return { ...running, web };
}

const AT_ONE = `address ${ONE}`;

/** Question, reply code and answer section, and what is said of it. */
const cases: readonly (readonly [string, string, readonly string[], string])[] = [
  [
    "Web.shop.service.nomad. A",
    "NOERROR",
    ["Web.shop.service.nomad. 30 IN A 198.51.100.1"],
    `answered: Nomad at ${ONE} has 2 registrations of the service web in the namespace shop`,
  ],
  [
    "web.shop.service.nomad. SRV",
    "NOERROR",
    [
      "web.shop.service.nomad. 30 IN SRV 10 10 80 web.shop.service.nomad.",
      "web.shop.service.nomad. 30 IN SRV 10 10 81 web.shop.service.nomad.",
    ],
    `answered: Nomad at ${ONE} has 2 registrations of the service web in the namespace shop`,
  ],
  [
    "web.shop.service.nomad. TXT",
    "NXDOMAIN",
    ["web.shop.service.nomad. 30 IN SOA ns1.web.shop.service.nomad. hostmaster.service.nomad. 0 3600 600 86400 30"],
    "answered: nomad has only A, AAAA and SRV records, so it denies web.shop.service.nomad. for TXT although the service web is registered",
  ],
  [
    "odd.shop.service.nomad. A",
    "NXDOMAIN",
    ["odd.shop.service.nomad. 30 IN SOA ns1.odd.shop.service.nomad. hostmaster.service.nomad. 0 3600 600 86400 30"],
    "answered: a registration of the service odd has the address nowhere, which is none, so nomad denies the name",
  ],
  [
    "none.shop.service.nomad. A",
    "NXDOMAIN",
    ["none.shop.service.nomad. 30 IN SOA ns1.none.shop.service.nomad. hostmaster.service.nomad. 0 3600 600 86400 30"],
    `answered: Nomad at ${ONE} has no service none in the namespace shop`,
  ],
  [
    "broken.shop.service.nomad. A",
    "NOERROR",
    [],
    "answered: Nomad could not be asked, so the answer is empty: Unexpected response code: 500 (boom)",
  ],
];

describe("a name", () => {
  test.each(cases)("%s", async (question, ...[rcode, answer, why]) => {
    const served = await (await start(AT_ONE)).ask(question);
    expect([rcodeName(served.message?.rcode ?? -1), served.answer]).toEqual([rcode, answer]);
    expect(`${served.verdict}: ${served.sentence}`).toBe(why);
  });

  test("outside the zone is looked up as well, and that is noted", async () => {
    const { answer, notes } = await (await start(AT_ONE)).ask("web.shop.example.org. AAAA");
    expect(answer).toEqual(["web.shop.example.org. 30 IN AAAA 2001:db8::1"]);
    expect(notes).toEqual([
      "nomad cuts 2 labels off, whether or not they are service.nomad.: it takes web for a service",
    ]);
  });

  test("that is too short goes on", async () => {
    const { passedOn, verdict } = await (await start(AT_ONE)).ask("shop.service.nomad. A", replying());
    expect([passedOn === undefined, verdict]).toEqual([false, "not in scope"]);
    const alone = await (await start(AT_ONE)).ask("shop.service.nomad. A", failing(2));
    expect(alone.outcome.rcode).toBe(2);
  });
});

test("a failed look-up is logged, and its code is SERVFAIL although the reply is not", async () => {
  const { ask, host } = await start(AT_ONE);
  const { outcome } = await ask("away.shop.service.nomad. A");
  expect([outcome.rcode, outcome.reply?.message.rcode]).toEqual([2, 0]);
  expect(host.log.lines).toEqual([
    "[DEBUG] plugin/nomad: Looking up record for svc: away namespace: shop",
    `[WARNING] plugin/nomad: Get "${ONE}/v1/service/away?namespace=shop": connection refused`,
  ]);
});

test("successes and failures are counted by namespace", async () => {
  const { ask, host } = await start(AT_ONE);
  await ask("web.shop.service.nomad. A");
  await ask("none.shop.service.nomad. A");
  const counted = String(await host.metrics.expose());
  for (const name of ["success", "failed"])
    expect(counted).toContain(`coredns_nomad_${name}_requests_total{dns://:53,shop} 1`);
});

describe("of several servers", () => {
  test("the first that answers is asked, and the next when it is gone", async () => {
    const { ask, web } = await start(`address ${OTHER} ${ONE}`);
    expect((await ask("web.shop.service.nomad. A")).answer).toHaveLength(1);
    web.pages = { [`GET ${OTHER}/v1/agent/self`]: SELF, [`GET ${OTHER}/v1/service/web?namespace=shop`]: WEB };
    web.asked.length = 0;
    expect((await ask("web.shop.service.nomad. A")).answer).toHaveLength(1);
    expect(web.asked.map(({ url }) => url)).toEqual([
      `${ONE}/v1/agent/self`,
      `${OTHER}/v1/agent/self`,
      `${OTHER}/v1/service/web?namespace=shop`,
    ]);
  });

  test("none that answered at the start ends every query, as in CoreDNS", async () => {
    const { ask } = await start(`address ${OTHER} http://192.0.2.3:4646`);
    await expect(ask("web.shop.service.nomad. A")).rejects.toThrow("runtime error: index out of range [-1]");
  });

  test("none that answers any more gives an empty answer", async () => {
    const { ask, web, host } = await start(`address ${OTHER} ${ONE}`);
    web.pages = {};
    expect((await ask("web.shop.service.nomad. A")).sentence).toContain("no Nomad client available");
    expect(host.log.lines.at(-1)).toBe("[WARNING] plugin/nomad: no Nomad client available");
  });
});

test("is ready with a single server at once, with several when one answers", async () => {
  const isReady = async (running: Running): Promise<boolean | undefined> =>
    running.blocks[0]?.handlers()[0]?.offers?.get(READINESS)?.();
  expect(await isReady(await start(`address ${OTHER}`))).toBe(true);
  const several = await start(`address ${OTHER} ${ONE}`);
  expect(await isReady(several)).toBe(true);
  several.web.pages = {};
  expect(await isReady(several)).toBe(false);
});

describe("a request", () => {
  test("has the token, the filter and what the environment adds", async () => {
    const environment = { NOMAD_REGION: "eu", NOMAD_NAMESPACE: "other", NOMAD_HTTP_AUTH: "me:se:cret" };
    const { ask, web } = await start(`${AT_ONE}\ntoken t-1\nfilter "Tags contains v2"`, environment);
    await ask("we+b.shop.service.nomad. A");
    expect(web.asked.map(({ url }) => url)).toEqual([
      `${ONE}/v1/agent/self?namespace=other&region=eu`,
      `${ONE}/v1/service/we+b?filter=Tags+contains+v2&namespace=shop&region=eu`,
    ]);
    expect(web.asked[1]).toMatchObject({
      headers: { "x-nomad-token": "t-1" },
      login: { user: "me", password: "se:cret" },
    });
  });

  test("goes to the socket, or the place with the login, that the environment names", async () => {
    const atSocket = await start("", { NOMAD_ADDR: "unix:///run/nomad.sock", NOMAD_TOKEN: "t-2" });
    expect(atSocket.web.asked[0]).toMatchObject({
      url: "http://127.0.0.1/v1/agent/self",
      socket: "/run/nomad.sock",
      headers: { "x-nomad-token": "t-2" },
    });
    const atHost = await start("address https://me:p%40ss@nomad.example.org", {
      NOMAD_TLS_SERVER_NAME: "server.global.nomad",
      NOMAD_SKIP_VERIFY: "true",
    });
    expect(atHost.web.asked[0]).toMatchObject({
      url: "https://nomad.example.org/v1/agent/self",
      login: { user: "me", password: "p@ss" },
      tls: { serverName: "server.global.nomad", insecure: true },
    });
  });
});
