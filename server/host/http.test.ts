import { afterEach, expect, it } from "vitest";
import type { HttpListening } from "../../lib/ports/http.ts";
import { systemHttp } from "./http.ts";

const opened: HttpListening[] = [];
afterEach(() => Promise.all(opened.splice(0).map((listening) => listening.close())));

type Handler = Parameters<typeof systemHttp.listen>[1];
const ok: Handler = () => ({ status: 200, body: "" });
const place = (address: string, port = 0) => ({ text: `${address}:${port}`, address, port });

async function listen(...[where, handler, options]: Parameters<typeof systemHttp.listen>): Promise<HttpListening> {
  const listening = await systemHttp.listen(where, handler, options);
  if ("kind" in listening) throw new Error(listening.text);
  opened.push(listening);
  return listening;
}

it("a handler gets path, query and headers, and its reply is sent", async () => {
  const { bound } = await listen(place("127.0.0.1"), ({ method, path, query }) => ({
    status: 202,
    contentType: "text/x",
    body: `${method} ${path} ${query}`,
  }));
  const response = await fetch(`http://127.0.0.1:${bound.port}/metrics?name[]=a`);
  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    202,
    "text/x",
    "GET /metrics name[]=a",
  ]);
});

it("a handler that throws is a 500", async () => {
  const { bound } = await listen(place("127.0.0.1"), () => {
    throw new Error("no such thing");
  });
  expect((await fetch(`http://127.0.0.1:${bound.port}/`)).status).toBe(500);
});

it("a reply that HTTP has no form for ends its connection alone", async () => {
  const { bound } = await listen(place("127.0.0.1"), ({ path }) => ({ status: path === "/bad" ? 7 : 200, body: "" }));
  await expect(fetch(`http://127.0.0.1:${bound.port}/bad`)).rejects.toThrow();
  expect((await fetch(`http://127.0.0.1:${bound.port}/good`)).status).toBe(200);
});

it("an address in use is refused in Go's words, unless it is shared", async () => {
  const { bound } = await listen(place("127.0.0.1"), ok, { reusePort: true });
  expect(await systemHttp.listen(place("127.0.0.1", bound.port), ok)).toEqual({
    kind: "error",
    text: `listen tcp 127.0.0.1:${bound.port}: bind: address already in use`,
  });
  await listen(place("127.0.0.1", bound.port), ok, { reusePort: true });
});

it.each(["0", "0x0", "00000000", "2130706433", "127.1", "127.0.0.01", "localhost"])(
  "%s, which the C library would make an address of, is never handed to it",
  async (address) => {
    const text = `listen tcp: lookup ${address}: no such host`;
    expect(await systemHttp.listen(place(address), ok)).toEqual({ kind: "error", text });
  },
);

it("all addresses of IPv4 are those of IPv6, too, as for Go", async () => {
  const { bound } = await listen(place("0.0.0.0"), ok);
  expect(bound.address).toBe("::");
  expect((await fetch(`http://127.0.0.1:${bound.port}/`)).status).toBe(200);
});

it("asks itself, and tells in Go's words what went wrong", async () => {
  const listening = await listen(place("127.0.0.1"), async ({ path }) => {
    if (path === "/slow") await new Promise((resolve) => setTimeout(resolve, 300).unref());
    return { status: 200, body: "OK" };
  });
  expect(await listening.ask("/health", 1000)).toMatchObject({ status: 200, body: "OK" });
  expect(await listening.ask("/slow", 30)).toMatchObject({
    kind: "error",
    text: expect.stringContaining("Client.Timeout"),
  });
});
