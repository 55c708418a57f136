import { expect, test } from "vitest";
import { RRType } from "../iana/rrtype.ts";
import { ROOT, readName } from "../name/name.ts";
import { encodeMessage } from "../wire/encode.ts";
import { truncate } from "../wire/truncate.ts";
import type { ResourceRecord } from "./message.ts";
import { queryMessage } from "./query-message.ts";
import { isSigned } from "./signed.ts";

const query = queryMessage({ name: readName("a.") ?? ROOT, type: RRType.AAAA, class: 1 }, 0xab_cd);

test("a query asks for recursion, and has no other bit", () => {
  expect(Buffer.from(encodeMessage(query)).toString("hex")).toBe("abcd01000001000000000000016100001c0001");
});

test("a message is signed by its very last record, also behind the OPT record", () => {
  const record = (type: number): ResourceRecord => ({
    name: ROOT,
    type,
    class: 255,
    ttl: 0,
    rdata: { kind: "UNKNOWN", data: new Uint8Array(0) },
  });
  const [signature, other] = [record(RRType.TSIG), record(RRType.A)];
  expect(isSigned(query)).toBe(false);
  expect(truncate({ ...query, additional: [signature] }, 12)).toEqual({
    message: { ...query, additional: [signature] },
    compress: false,
  });
  expect(isSigned({ ...query, additional: [signature] })).toBe(true);
  expect(isSigned({ ...query, additional: [signature, other] })).toBe(false);
  expect(isSigned({ ...query, additional: [other, signature], ednsPlace: 1 })).toBe(true);
  expect(isSigned({ ...query, additional: [other, signature], ednsPlace: 2 })).toBe(false);
});
