import { afterEach, expect, it } from "vitest";
import type { HttpListening } from "../../lib/ports/http.ts";
import { systemHttp } from "./http.ts";

const opened: HttpListening[] = [];
afterEach(() => Promise.all(opened.splice(0).map((listening) => listening.close())));

async function listen(...[address, handler, options]: Parameters<typeof systemHttp.listen>): Promise<HttpListening> {
  const listening = await systemHttp.listen(address, handler, options);
  if ("kind" in listening) throw new Error(listening.text);
  opened.push(listening);
  return listening;
}

it("a handler gets path, query and headers, and its reply is sent", async () => {
  const { address } = await listen("127.0.0.1:0", ({ method, path, query }) => ({
    status: 202,
    contentType: "text/x",
    body: `${method} ${path} ${query}`,
  }));
  const response = await fetch(`http://${address}/metrics?name[]=a`);
  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    202,
    "text/x",
    "GET /metrics name[]=a",
  ]);
});

it("a handler that throws is a 500", async () => {
  const { address } = await listen("127.0.0.1:0", () => {
    throw new Error("no such thing");
  });
  expect((await fetch(`http://${address}/`)).status).toBe(500);
});

it("a reply that HTTP has no form for ends its connection alone", async () => {
  const { address } = await listen("127.0.0.1:0", ({ path }) => ({ status: path === "/bad" ? 7 : 200, body: "" }));
  await expect(fetch(`http://${address}/bad`)).rejects.toThrow();
  expect((await fetch(`http://${address}/good`)).status).toBe(200);
});

it("an address in use is refused in Go's words, unless it is shared", async () => {
  const { address } = await listen("127.0.0.1:0", () => ({ status: 200, body: "" }), { reusePort: true });
  expect(await systemHttp.listen(address, () => ({ status: 200, body: "" }))).toEqual({
    kind: "error",
    text: `listen tcp ${address}: bind: address already in use`,
  });
  await listen(address, () => ({ status: 200, body: "" }), { reusePort: true });
});

it("an address without a port is refused in Go's words", async () => {
  expect(await systemHttp.listen("localhost", () => ({ status: 200, body: "" }))).toMatchObject({
    text: expect.stringContaining("missing port in address"),
  });
});

it("a port beyond all is refused in Go's words, none is any", async () => {
  const ok = () => ({ status: 200, body: "" });
  expect(await systemHttp.listen("127.0.0.1:65536", ok)).toEqual({
    kind: "error",
    text: "listen tcp: address 65536: invalid port",
  });
  expect((await listen("127.0.0.1:", ok)).address).toMatch(/^127\.0\.0\.1:[1-9]/);
});

it("asks itself, and tells in Go's words what went wrong", async () => {
  const listening = await listen("127.0.0.1:0", async ({ path }) => {
    if (path === "/slow") await new Promise((resolve) => setTimeout(resolve, 300).unref());
    return { status: 200, body: "OK" };
  });
  expect(await listening.ask("/health", 1000)).toMatchObject({ status: 200, body: "OK" });
  expect(await listening.ask("/slow", 30)).toMatchObject({
    kind: "error",
    text: expect.stringContaining("Client.Timeout"),
  });
});
