import { describe, expect, it } from "vitest";
import { dropRouterHeaders, turnAway } from "./front-door.ts";

const HOST = ["Host", "127.0.0.1:3000"];

/** Request lines, and the status with which they are turned away; `allow` for those that are told methods. */
const REQUESTS: Readonly<Record<string, string>> = {
  "GET /": "goes on",
  "HEAD /": "goes on",
  "GET /_next/static/x.js": "goes on",
  "GET /nowhere": "goes on",
  "GET /api/engine": "goes on",
  "GET /api/session?token=x": "goes on",
  "DELETE /api/workspace/file?path=a": "goes on",
  "TRACE /": "405 GET, HEAD",
  "CONNECT /": "405 GET, HEAD",
  "PROPFIND /api/workspace/file": "405 GET, PUT, DELETE",
  "OPTIONS /api/ask": "405 POST",
  "POST /": "405 GET, HEAD",
  "POST /_next/static/x.js": "405 GET, HEAD",
  "POST /%61pi/ask": "405 GET, HEAD",
  "HEAD /api/events": "405 GET",
  "GET /_next/image?url=/icon.svg&w=64&q=75": "404",
  "GET /_next/webpack-hmr": "404",
  "GET /api": "404",
  "GET /api/": "404",
  "GET /api/nowhere": "404",
  "GET /api/engine/": "404",
  "GET /api/constructor": "404",
  "GET http://127.0.0.1:3000/api/engine": "400",
  "OPTIONS *": "400",
  "CONNECT 127.0.0.1:22": "400",
  "GET ": "400",
};

describe("a request", () => {
  it.each(Object.entries(REQUESTS))("%s: %s", (line, expected) => {
    const [method = "", target = ""] = line.split(" ");
    const turned = turnAway({ method, target, rawHeaders: HOST }, false);
    const allow = turned?.headers.allow;
    expect(turned === undefined ? "goes on" : [turned.status, ...(allow === undefined ? [] : [allow])].join(" ")).toBe(
      expected,
    );
  });
  it("with two Host headers is turned away: nobody can tell which one others went by", () => {
    const rawHeaders = [...HOST, "hOST", "evil.example.org"];
    expect(turnAway({ method: "GET", target: "/", rawHeaders }, false)).toMatchObject({ status: 400 });
  });
  it("keeps its headers, but for those of Next's router", () => {
    const headers = { host: "h", rsc: "1", "next-router-state-tree": "%zz{", "next-action": "0", "x-next": "kept" };
    dropRouterHeaders(headers);
    expect(headers).toEqual({ host: "h", "x-next": "kept" });
  });
  it("of Next's tools goes on in development only", () => {
    const head = { method: "POST", target: "/__nextjs_original-stack-frames", rawHeaders: HOST };
    expect([turnAway(head, true), turnAway(head, false)?.status]).toEqual([undefined, 405]);
  });
});
