import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { directive } from "./directive.ts";
import { setup } from "./setup.ts";

const parsing = (line: number, text: string): string =>
  `plugin/dnstap: Corefile:${line} - Error during parsing: ${text}`;
const after = (word: string, line = 2): string =>
  parsing(line, `Wrong argument count or unexpected line ending after '${word}'`);
const buffer = (text: string): string => parsing(2, `dnstap: ${text}`);
const PAIR = "tls requires cert and key file paths";
const LISTENERS = "tls directive only valid for listeners";

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["dnstap"], after("dnstap")],
  [["dnstap {", "skipverify", "}"], after("dnstap")],
  [["dnstap /tmp/a", "dnstap"], after("dnstap", 3)],
  [["dnstap listen"], parsing(2, "dnstap listen requires an endpoint argument")],
  [
    ["dnstap /tmp/a full big"],
    buffer('invalid MultipleTcpWriteBuf "big": strconv.Atoi: parsing "big": invalid syntax'),
  ],
  [["dnstap /tmp/a x 0 big"], buffer("MultipleTcpWriteBuf must be between 1 and 1024 (MiB units): 0")],
  [["dnstap /tmp/a full 1025"], buffer("MultipleTcpWriteBuf must be between 1 and 1024 (MiB units): 1025")],
  [["dnstap /tmp/a full 1 big"], buffer('invalid MultipleQueue "big": strconv.Atoi: parsing "big": invalid syntax')],
  [["dnstap listen /tmp/a full 1 -1"], buffer("MultipleQueue must be between 1 and 4096 (x10k messages): -1")],
  [["dnstap tcp://[::1"], after("tcp://[::1")],
  [["dnstap tls://[::1 full"], after("full")],
  [["dnstap listen tls://%zz"], after("tls://%zz")],
  [["dnstap tcp://[::1 full 0"], buffer("MultipleTcpWriteBuf must be between 1 and 1024 (MiB units): 0")],
  [["dnstap /tmp/a {", "compress", "}"], parsing(3, "unknown property 'compress'")],
  [["dnstap /tmp/a {", "skipverify x", "}"], parsing(3, "unknown property 'x'")],
  [["dnstap /tmp/a {", "identity", "}"], after("identity", 3)],
  [["dnstap /tmp/a {", "identity a version b extra", "}"], after("extra", 3)],
  [["dnstap /tmp/a {", "tls", "compress", "}"], parsing(3, LISTENERS)],
  [["dnstap listen tls://127.0.0.1:6000 {", "tls", "}"], parsing(3, PAIR)],
  [["dnstap listen tls://127.0.0.1:6000 {", "tls cert.pem", "}"], parsing(3, PAIR)],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

describe("what CoreDNS takes", () => {
  test.each([
    ["a path", "dnstap /tmp/a"],
    ["an empty path", 'dnstap ""'],
    ["another word in the place of full", "dnstap tcp://127.0.0.1:6000 short 1 1 more"],
    ["a scheme that it does not know as a path", "dnstap TCP://[::1"],
    ["several receivers", "dnstap /tmp/a\ndnstap listen /tmp/b"],
    ["files that are not there", "dnstap listen tls://127.0.0.1:6000 {\ntls a b c d\n}"],
  ])("%s", (_, lines) => {
    const { problems } = setUp(`.:1053 {\n${lines}\n}`, [setup]);
    expect(problems).toEqual([]);
  });
});

test("what a use means", () => {
  const meaning = (line: string) => {
    const { endpoint, ...others } = checkLines(directive, line).uses[0]?.args ?? {};
    return { endpoint: endpoint?.value, ...others };
  };
  const sizes = { writeBufferMebibytes: 1, queueTenThousands: 1 };
  expect(meaning("dnstap /tmp/a")).toEqual({ endpoint: "/tmp/a", isListener: false, full: false, ...sizes });
  expect(meaning("dnstap listen /tmp/a full 2 +3")).toEqual({
    endpoint: "/tmp/a",
    isListener: true,
    full: true,
    writeBufferMebibytes: 2,
    queueTenThousands: 3,
  });
});
