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

test("profiles are not published yet, and who asks is told so", async () => {
  const handlers: HttpHandler[] = [];
  let open = 0;
  const listen = async ({ address, port }: ListenPlace, handler: HttpHandler) => {
    handlers.push(handler);
    open++;
    return { bound: { address, port }, ask: async () => ({ status: 200, body: "" }), close: async () => void open-- };
  };
  const { lifeCycle, problems } = setUp(LINE, [setup], { ...fakeHost(), http: { listen } });
  expect(problems).toMatchObject([{ cause: "engine", message: "plugin/pprof: this engine publishes no profiles yet" }]);
  expect(await lifeCycle.start()).toBeUndefined();
  const reply = await handlers[0]?.({ method: "GET", path: "/debug/pprof/", query: "", headers: {} });
  expect(reply?.status).toBe(501);
  await lifeCycle.stop(() => undefined);
  expect(open).toBe(0);
});
