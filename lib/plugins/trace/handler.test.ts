import { describe, expect, test } from "vitest";
import { arriving, query } from "../../chain/_test/messages.ts";
import { answering, onLine, passing } from "../../chain/_test/serving.ts";
import { buildChain } from "../../chain/chain.ts";
import type { Handler } from "../../chain/handler.ts";
import { unanswered } from "../../chain/outcome.ts";
import { Query } from "../../chain/query.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { Step } from "../../explanation/explanation.ts";
import { walkWatched } from "../../explanation/watch.ts";
import { run, type World, world } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";
import type { ZipkinSpan } from "./tracer.ts";

const URL = "http://localhost:9411/api/v2/spans";
const PAGES = { [`POST ${URL}`]: [202, ""] } as const;
const INTERVAL_MS = 1000;

interface Traced {
  readonly host: World;
  readonly chain: ReturnType<typeof buildChain>;
  spans(): Promise<readonly ZipkinSpan[]>;
  ask(asked?: Query): Promise<unknown>;
}

/** A trace before these plugins. */
async function tracing(lines: string, ...after: readonly Handler[]): Promise<Traced> {
  const host = world();
  host.web.pages = PAGES;
  const running = await run(setup, lines, host);
  const [own] = running.blocks[0]?.chain.links ?? [];
  if (own === undefined) throw new Error(running.messages.join());
  const chain = buildChain([own, ...after.map((handler, index) => ({ handler, at: onLine(index + 3) }))]);
  return {
    host,
    chain,
    spans: async () => {
      await host.clock.pass(INTERVAL_MS);
      return host.web.asked.flatMap(({ body = "[]" }): readonly ZipkinSpan[] => JSON.parse(body));
    },
    ask: async (asked = query("WWW.example.org. A")) => chain.start(asked),
  };
}

const CHAIN = [passing("errors"), passing("cache"), answering("whoami")];

describe("a traced query", () => {
  test("has a span, and one for each plugin after trace, each in that before it", async () => {
    const { spans, ask, host } = await tracing("trace", ...CHAIN);
    await ask();
    const [whoami, cache, errors, root] = await spans();
    expect([whoami, cache, errors, root].map((span) => span?.name)).toEqual(["whoami", "cache", "errors", "servedns"]);
    expect([whoami?.parentId, cache?.parentId, errors?.parentId]).toEqual([cache?.id, errors?.id, root?.id]);
    expect(root).toMatchObject({
      kind: "SERVER",
      traceId: root?.id,
      localEndpoint: { serviceName: "coredns" },
      tags: {
        "coredns.io/name": "www.example.org.",
        "coredns.io/type": "A",
        "coredns.io/proto": "udp",
        "coredns.io/remote": "192.0.2.99",
        "coredns.io/rcode": "NOERROR",
      },
    });
    expect([root?.parentId, new Set((await spans()).map(({ traceId }) => traceId)).size]).toEqual([undefined, 1]);
    expect(host.web.asked[0]).toMatchObject({ headers: { b3: "0", "content-type": "application/json" } });
  });
  test("has them when somebody watches it, too", async () => {
    const { spans, chain, host } = await tracing("trace", ...CHAIN);
    const steps: Step[] = [];
    await walkWatched(chain, query("a.test. A"), { clock: host.clock, steps, open: new Map() });
    expect((await spans()).map(({ name }) => name)).toEqual(["whoami", "cache", "errors", "servedns"]);
    expect(steps[0]?.reason?.sentence).toMatch(/^this query is traced as [0-9a-f]{16}; its spans go to http:/);
  });
  test("says what failed", async () => {
    const failing: Handler = { name: "x", serve: () => unanswered("x", Rcode.REFUSED, "plugin/x: broken") };
    const { spans, ask } = await tracing("trace", failing);
    await ask();
    expect((await spans())[1]).toMatchObject({
      tags: { error: "true", "coredns.io/rcode": "REFUSED" },
      annotations: [{ value: "event:error" }, { value: "error.object:plugin/x: broken" }],
    });
  });
  test("ends with a plugin that throws", async () => {
    const throwing: Handler = {
      name: "x",
      serve: () => {
        throw new Error("oops");
      },
    };
    const { spans, ask } = await tracing("trace", throwing);
    await expect(ask()).rejects.toThrow("oops");
    expect((await spans()).map(({ name }) => name)).toEqual(["x", "servedns"]);
  });
  test("is not traced again where its server is asked for its sake", async () => {
    const { spans, ask, chain } = await tracing("trace", {
      name: "asks",
      serve: (asked, next) => (asked.depth > 0 ? next(asked) : inner(asked)),
    });
    const inner = (asked: Query) => {
      const copy = asked.withRequest(asked.request);
      copy.depth = 1;
      return chain.start(copy);
    };
    await ask();
    expect((await spans()).map(({ name }) => name)).toEqual(["asks", "asks", "servedns"]);
  });
  test("has its ID in the metadata", async () => {
    const { spans, ask } = await tracing("trace", ...CHAIN);
    const asked = query("a.test. A");
    asked.metadata = new Map();
    await ask(asked);
    expect(asked.metadata.get("trace/traceid")?.()).toBe((await spans())[0]?.traceId);
    expect(asked.context).toBeUndefined();
  });
});

describe("which queries are traced", () => {
  test.each([
    ["trace {\nevery 3\n}", 2],
    ["trace {\nevery 0\n}", 0],
    ["trace", 6],
  ])("%s", async (lines, count) => {
    const { spans, ask } = await tracing(lines, ...CHAIN);
    for (let times = 0; times < 6; times++) await ask();
    expect((await spans()).filter(({ name }) => name === "servedns")).toHaveLength(count);
  });
  test("is explained", async () => {
    const { ask } = await run(setup, "trace {\nevery 3\n}");
    const { sentence, rule } = await ask("a.test. A", replying());
    expect([sentence, rule?.start.line]).toEqual(["every 3 traces one query in 3, and this is another one", 3]);
  });
});

describe("a client over HTTP that is traced itself", () => {
  const TRACE = "463ac35c9f6413ad48485a3953bb6124";
  const SPAN = "a2fb4a1d1a96d312";
  const came = (headers: Readonly<Record<string, string>>): Query => {
    const asked = query("a.test. A");
    const http = { method: "GET", path: "/dns-query", query: "", headers };
    return new Query(asked.request, { ...arriving(), transport: "https", tls: "none", http });
  };
  const several = { "x-b3-traceid": TRACE, "x-b3-spanid": SPAN };

  const cases: Readonly<Record<string, readonly [Readonly<Record<string, string>>, Partial<ZipkinSpan>, string?]>> = {
    "its trace goes on": [several, { traceId: TRACE, parentId: SPAN }],
    "in one header too": [{ b3: `${TRACE}-${SPAN}-1` }, { traceId: TRACE, parentId: SPAN }],
    "its span may be ours as well": [
      { ...several, "x-b3-parentspanid": "1" },
      { traceId: TRACE, id: SPAN, parentId: "0000000000000001", shared: true },
      "trace {\nclient_server\n}",
    ],
    "debugging goes on": [
      { ...several, "x-b3-flags": "1", "x-b3-sampled": "0" },
      { traceId: TRACE, debug: true },
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [headers, expected, lines = "trace"]) => {
    const { spans, ask } = await tracing(lines, ...CHAIN);
    await ask(came(headers));
    expect((await spans()).at(-1)).toMatchObject(expected);
  });
  test("sends nothing when the client does not keep its trace", async () => {
    const { spans, ask } = await tracing("trace", ...CHAIN);
    await ask(came({ ...several, "x-b3-sampled": "0" }));
    await ask(came({ b3: "0" }));
    expect(await spans()).toEqual([]);
  });
  test.each([
    [{ "x-b3-traceid": TRACE }],
    [{ ...several, "x-b3-spanid": "no" }],
    [{ ...several, "x-b3-sampled": "maybe" }],
    [{ b3: TRACE }],
  ])("what makes no sense is passed over: %o", async (headers) => {
    const { spans, ask } = await tracing("trace", ...CHAIN);
    await ask(came(headers));
    expect((await spans()).at(-1)?.traceId).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("sending", () => {
  test("is done at once for a whole batch", async () => {
    const { host, ask } = await tracing("trace {\nzipkin_max_batch_size 4\n}", ...CHAIN);
    await ask();
    expect(host.web.asked).toHaveLength(1);
  });
  test("waits for the interval", async () => {
    const { host, ask } = await tracing("trace 192.0.2.1:1 {\nzipkin_max_batch_interval 3s\nservice ME\n}", ...CHAIN);
    await ask();
    await host.clock.pass(2999);
    expect(host.web.asked).toHaveLength(0);
    await host.clock.pass(1);
    expect(host.web.asked[0]).toMatchObject({ method: "POST", url: "http://192.0.2.1:1/api/v2/spans" });
    expect(host.web.asked[0]?.body).toContain('"localEndpoint":{"serviceName":"me"}');
  });
  test("that fails is logged, told, and tried again with as many spans as are kept", async () => {
    const { host, ask } = await tracing("trace {\nzipkin_max_backlog_size 5\n}", ...CHAIN);
    host.web.pages = {};
    await ask();
    await host.clock.pass(INTERVAL_MS);
    expect(host.log.lines.at(-1)).toBe(
      `[WARNING] plugin/trace: failed to send the request: Post "${URL}": connection refused`,
    );
    await ask();
    expect(host.log.lines.at(-1)).toBe("[WARNING] plugin/trace: backlog too long, disposing 1 spans");
    host.web.pages = { [`POST ${URL}`]: [500, ""] };
    await host.clock.pass(INTERVAL_MS);
    expect(host.log.lines.at(-1)).toBe("[WARNING] plugin/trace: failed the request with status code 500");
    expect(JSON.parse(host.web.asked.at(-1)?.body ?? "")).toHaveLength(5);
    await host.clock.pass(INTERVAL_MS);
    expect(host.web.asked).toHaveLength(2);
  });
  test("happens once more at the end", async () => {
    const host = world();
    host.web.pages = PAGES;
    const running = await run(setup, "trace", host);
    await running.ask("a.test. A", replying());
    await running.stop();
    expect(host.web.asked).toHaveLength(1);
  });
});
