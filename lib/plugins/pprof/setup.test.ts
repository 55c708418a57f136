import { expect, test } from "vitest";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import type { HttpHandler, ListenPlace } from "../../ports/http.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { setup } from "./setup.ts";

const LINE = ".:1053 {\npprof :6060\n}";

test("an address that cannot be opened ends the start, and is logged", async () => {
  const { lifeCycle, host } = setUp(LINE, [setup]);
  expect(await lifeCycle.start()).toMatchObject({ cause: "here", message: "listen tcp :6060: no network" });
  expect(host.log.lines).toEqual(["[ERROR] plugin/pprof: Failed to start pprof handler: listen tcp :6060: no network"]);
});

/** The replies to these requests, until it has stopped. */
async function replies(...asked: readonly string[]): Promise<readonly string[]> {
  const handlers: HttpHandler[] = [];
  let open = 0;
  const listen = async ({ address, port }: ListenPlace, handler: HttpHandler) => {
    handlers.push(handler);
    open++;
    return { bound: { address, port }, ask: async () => ({ status: 200, body: "" }), close: async () => void open-- };
  };
  const { lifeCycle, problems } = setUp(LINE, [setup], { ...fakeHost(), http: { listen } });
  expect([problems, await lifeCycle.start()]).toEqual([[], undefined]);
  const told: string[] = [];
  for (const one of asked) {
    const [path = "", query = ""] = one.split("?");
    const reply = await handlers[0]?.({ method: "GET", path, query, headers: {} });
    told.push(`${reply?.status} ${String(reply?.body)}`);
  }
  await lifeCycle.stop(() => undefined);
  expect(open).toBe(0);
  return told;
}

test("profiles stand at Go's paths", async () => {
  const at = "/debug/pprof";
  const wanted: Readonly<Record<string, string>> = {
    [`${at}/profile`]: "200 processor 5000",
    [`${at}/profile?seconds=2`]: "200 processor 2000",
    [`${at}/profile?debug=1&seconds=1000`]: "200 processor 60000",
    [`${at}/profile?seconds=-1`]: "200 processor 5000",
    [`${at}/allocs?seconds=0.5`]: "200 allocations 500",
    [`${at}/heap`]: "200 all objects",
    [`${at}/heap?debug=0`]: "200 all objects",
    [`${at}/heap?debug=1`]: "200 rss 1\n",
    [`${at}/trace`]: "503 no tracing here\n",
    [`${at}/goroutine?debug=2`]: "200 UDPWRAP 2\n",
    [`${at}/cmdline`]: "200 corefile-studio\0serve",
    [`${at}/nothing`]: "404 Unknown profile\n",
    [`${at}/constructor`]: "404 Unknown profile\n",
    "/metrics": "404 404 page not found\n",
  };
  expect(await replies(...Object.keys(wanted))).toEqual(Object.values(wanted));
});

test("the index links to all of them", async () => {
  const [index = "", same] = await replies("/debug/pprof/", "/debug/pprof");
  expect(same).toBe(index);
  const links = [...index.matchAll(/href="([^"]+)"/g)].map(([, href = ""]) => href);
  expect(links).toHaveLength(9);
  expect((await replies(...links)).filter((reply) => reply.startsWith("404"))).toEqual([]);
});
