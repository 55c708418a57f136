import { describe, expect, test } from "vitest";
import { query } from "../../chain/_test/messages.ts";
import { LABELS } from "../../chain/dispatch-keys.ts";
import { type Handler, offersOf } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { replying, serve } from "../_test/serve.ts";
import { METADATA } from "./api.ts";
import { createMetadata } from "./handler.ts";

const zones = ["example.org."] as CanonicalName[];
let computed = 0;
const provider: Handler = {
  name: "provider",
  serve: replying(),
  offers: offers(
    METADATA.with(
      ({ qname }, labels) =>
        void labels.set("provider/name", () => {
          computed += 1;
          return qname;
        }),
    ),
  ),
};
const silent: Handler = { name: "silent", serve: replying() };

describe("metadata", () => {
  const metadata = createMetadata(zones, () => offersOf([silent, provider], METADATA));

  const collect = metadata.offers?.get(LABELS) ?? (() => new Map());

  test("collects the labels of the block's plugins, and computes none before it is read", () => {
    const labels = collect(query("www.example.org. A"));
    expect([[...labels.keys()], computed]).toEqual([["provider/name"], 0]);
    expect([labels.get("provider/name")?.(), computed]).toEqual(["www.example.org.", 1]);
  });
  test("collects nothing for names outside of its zones", () =>
    expect(collect(query("www.example.net. A")).size).toBe(0));
  test("passes every query on", async () => {
    const { outcome } = await serve(metadata, query("www.example.org. A"), replying());
    expect(outcome.answeredBy).toBe("next");
  });
});
