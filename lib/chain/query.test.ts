import { describe, expect, test } from "vitest";
import { encodeMessage } from "../dns/wire/encode.ts";
import { arriving, query as queryOf, request } from "./_test/messages.ts";
import { answering, served, serverOf } from "./_test/serving.ts";
import type { Handler } from "./handler.ts";
import { unanswered } from "./outcome.ts";
import { Query } from "./query.ts";

const message = request("www.example.org. A");

/** What a plugin sees of the octets while it is called and afterwards, when their place has been used again. */
async function octetsOf(look: (query: Query) => void): Promise<{ readonly query: Query; readonly came: Uint8Array }> {
  let seen: Query | undefined;
  const looking: Handler = {
    name: "dnstap",
    serve(query) {
      seen = query;
      look(query);
      return unanswered("dnstap", 5);
    },
  };
  const { server } = serverOf(served(".", [looking]));
  const came = encodeMessage(message);
  const buffer = came.slice();
  await server.serve(buffer, arriving());
  buffer.fill(0xff);
  if (seen === undefined) throw new Error("not asked");
  return { query: seen, came };
}

describe("the octets of a query", () => {
  test("are there while its plugins are called, those of a copy too, and gone afterwards", async () => {
    const within: (Uint8Array | undefined)[] = [];
    const { query, came } = await octetsOf((asked) => {
      const copy = asked.withRequest({ ...asked.request, recursionDesired: false }).withRequest(asked.request);
      within.push(asked.wire?.slice(), copy.wire?.slice());
    });
    expect(within).toEqual([came, came]);
    expect(query.wire).toBeUndefined();
  });

  test("stay for whoever keeps them, copied once", async () => {
    const kept: (Uint8Array | undefined)[] = [];
    const { query, came } = await octetsOf((asked) => {
      kept.push(asked.withRequest(asked.request).keepWire(), asked.keepWire());
    });
    expect(query.wire).toEqual(came);
    expect(kept[0]).toBe(query.wire);
    expect(kept[1]).toBe(query.wire);
  });

  test("are none for a question that nobody sent", async () => {
    const inner: (Uint8Array | undefined)[] = [];
    const looking: Handler = {
      name: "dnstap",
      serve(query, next) {
        inner.push(query.wire, query.keepWire());
        return next(query);
      },
    };
    const { server } = serverOf(served(".", [looking, answering("whoami")]));
    await server.ask(new Query(message, arriving()));
    expect(inner).toEqual([undefined, undefined]);
  });
});

describe("a signature", () => {
  test("is known to copies of a query", () => {
    const asked = queryOf("www.example.org. A");
    expect(asked.signature).toEqual({ state: "unsigned" });
    asked.signature = { state: "failed", key: asked.qname, error: 16 };
    expect(asked.withRequest(asked.request).signature).toBe(asked.signature);
  });
});
