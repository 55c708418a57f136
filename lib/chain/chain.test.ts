import { expect, test } from "vitest";
import { Rcode } from "../dns/iana/rcode.ts";
import { query } from "./_test/messages.ts";
import { answering, onLine, passing } from "./_test/serving.ts";
import { buildChain } from "./chain.ts";
import type { Handler } from "./handler.ts";

const chainOf = (...handlers: readonly Handler[]) =>
  buildChain(handlers.map((handler, index) => ({ handler, at: onLine(index) })));

test("the end of a chain names its last plugin", () => {
  expect(chainOf(passing("errors"), passing("cache")).start(query("www.example.org. A"))).toEqual({
    rcode: Rcode.SERVFAIL,
    error: { text: "plugin/cache: no next plugin found" },
  });
});

test("each plugin knows the name of the next one, the last none", () => {
  const names: (string | undefined)[] = [];
  const asking = (name: string): Handler => ({
    name,
    serve(asked, next) {
      names.push(next.plugin);
      return next(asked);
    },
  });
  const chain = chainOf(asking("errors"), asking("cache"));
  void chain.start(query("www.example.org. A"));
  expect([chain.start.plugin, ...names]).toEqual(["errors", "cache", undefined]);
});

test("a chain of plugins that do not wait does not wait", () => {
  expect(chainOf(passing("errors"), answering("whoami")).start(query("www.example.org. A"))).not.toBeInstanceOf(
    Promise,
  );
});

test("a query that nobody watches has no pen, so that no plugin puts facts together", () => {
  const pens: unknown[] = [];
  const telling: Handler = {
    name: "hosts",
    serve(asked, next, why) {
      pens.push(why);
      return next(asked);
    },
  };
  void chainOf(telling, telling).start(query("www.example.org. A"));
  expect(pens).toEqual([undefined, undefined]);
});
