import { expect, test } from "vitest";
import { RetryTokens } from "./retry-token.ts";

const client = { address: "192.0.2.1", port: 4711 };
const first = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

test("a token shows what its client named first, to whoever made it, for ten seconds", () => {
  const tokens = new RetryTokens();
  const token = tokens.make(client, first, 5000);
  const forged = Buffer.from(token);
  forged[7] = 99;
  const read = (who = client, bytes: Uint8Array = token, nowMs = 6000) => tokens.read(who, bytes, nowMs);
  expect(read()).toEqual(Buffer.from(first));
  expect([
    read({ ...client, port: 1 }),
    read({ ...client, address: "192.0.2.2" }),
    read(client, forged),
    read(client, token.subarray(0, 10)),
    read(client, token, 20_000),
    new RetryTokens().read(client, token, 6000),
  ]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
});
