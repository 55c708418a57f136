/** Letters in Punycode, as Python's codec writes them; the first of RFC 3492 section 7.1's samples among them. */
import { expect, test } from "vitest";
import { encodePunycode } from "./punycode.ts";

test.each([
  ["\u2c47\ud82d\udfcf\u4b6c", "hfj090hx13w"],
  ["\ud801\udc11\ud83e\udf93", "ti8cx384b"],
  ["t\ua81e\u0422\ud80e\udd1a", "t-gsb3507j4g3e"],
  ["\u00fc", "tda"],
  ["m\u00fcnchen", "mnchen-3ya"],
  ["\u65e5\u672c\u8a9e", "wgv71a119e"],
  ["abc\uf954\uf955", "abc-d91sfa"],
  ["a\u0080", "a-ba"],
  ["\u0080\u0080", "aa"],
  ["\ud83d\ude00x\ud83d\ude01", "x-iv3sea"],
  ["-\u00df-", "---gia"],
  ["\u03b1\u03b2\u03b3\u03b1", "mxaace"],
  ["z\uffff\u0100", "z-mha0596q"],
  ["\u0627\u0644\u0639", "mgb0b6a"],
  ["abc\uf954\u0081", "abc-ha80692a"],
  [
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\u00e9yyyyyyyyyyyyyyyyyyyy\u00e8",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyy-8me5a",
  ],
  ["\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587", "ihqwcrb4cv8a8dqg056pqjye"],
])("%s", (text, encoded) => expect(encodePunycode(text)).toBe(encoded));
