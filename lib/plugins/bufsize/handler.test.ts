import { describe, expect, test } from "vitest";
import { EDNS, query } from "../../chain/_test/messages.ts";
import { replying, serve } from "../_test/serve.ts";
import { createBufsize } from "./handler.ts";

const cases: Readonly<Record<string, readonly [asked: number | undefined, passedOn: number | undefined, string]>> = {
  "a larger size is lowered": [4096, 1232, "changed"],
  "the size itself stays": [1232, 1232, "passed"],
  "a smaller size stays": [512, 512, "passed"],
  "without EDNS there is nothing to lower": [undefined, undefined, "passed"],
};

describe("bufsize 1232", () => {
  test.each(Object.entries(cases))("%s", async (_, [asked, expected, verdict]) => {
    const edns = asked === undefined ? undefined : { ...EDNS, udpSize: asked, dnssecOk: true };
    const served = await serve(createBufsize(1232), query("example.org. A", { edns }), replying());
    expect(served.requestPassedOn?.edns?.udpSize).toBe(expected);
    expect(served.requestPassedOn?.edns?.dnssecOk).toBe(edns?.dnssecOk);
    expect(served.verdict).toBe(verdict);
  });

  test("the query keeps the lower size for whoever sends the reply", async () => {
    const asked = query("example.org. A", { edns: { ...EDNS, udpSize: 4096 } });
    await serve(createBufsize(700), asked, replying());
    expect([asked.size, asked.asked.edns?.udpSize]).toEqual([700, 4096]);
  });
});
