import { describe, expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const position = (text: string, line = 3): string => `plugin/grpc: Corefile:${line} - Error during parsing: ${text}`;
const wrongCount = (word: string, line?: number): string =>
  position(`Wrong argument count or unexpected line ending after '${word}'`, line);

/** A line in the block, and what CoreDNS 1.15.0 says of it. */
const inBlock: Readonly<Record<string, string>> = {
  except: wrongCount("except"),
  "tls a b c d": wrongCount("d"),
  tls_servername: wrongCount("tls_servername"),
  "tls_servername a b": position("unknown property 'b'"),
  policy: wrongCount("policy"),
  "policy weighted": position("unknown policy 'weighted'"),
  "max_fails 3": position("unknown property 'max_fails'"),
};

const many = Array.from({ length: 16 }, (_, index) => `192.0.2.${index}`).join(" ");

/** A line, and what CoreDNS says of it. */
const alone: Readonly<Record<string, string>> = {
  grpc: wrongCount("grpc", 2),
  "grpc .": wrongCount(".", 2),
  "grpc :53 192.0.2.1": "plugin/grpc: unable to normalize ':53'",
  "grpc . tls://": 'plugin/grpc: invalid address: "tls://"',
  'grpc . ""': 'plugin/grpc: invalid address: ""',
  "grpc . [fe80::1%eth0]:53": 'plugin/grpc: parse "dns:///[fe80::1%eth0]:53": invalid URL escape "%et"',
  "grpc . 192.0.2.1%foo": 'plugin/grpc: parse "dns:///192.0.2.1%foo:53": invalid URL escape "%fo"',
  "grpc . dns://192.0.2.1:%zz": 'plugin/grpc: parse "dns:///dns://192.0.2.1:%zz": invalid URL escape "%zz"',
  [`grpc . ${many}`]: "plugin/grpc: more than 15 TOs configured: 16",
};

describe("grpc", () => {
  test.each(Object.entries(inBlock))("%s", (line, message) =>
    expect(messagesOf(directive, "grpc . 192.0.2.1 {", line, "}")[0]).toBe(message),
  );

  test.each(Object.entries(alone))("%s", (line, message) => expect(messagesOf(directive, line)[0]).toBe(message));

  test("stands once", () =>
    expect(messagesOf(directive, "grpc . 192.0.2.1", "grpc")[0]).toBe(
      "plugin/grpc: this plugin can only be used once per Server Block",
    ));

  test.each([
    ["grpc . tls://192.0.2.1 grpc://192.0.2.1:5 unix:///run/dns https3://192.0.2.1 192.0.2.1:abc 192.0.2.1:"],
    ["grpc 192.0.2.0/24 192.0.2.1 {\ntls\nfallthrough example.org\npolicy random\nexcept a b\n}"],
    ["grpc . localhost nowhere.example.org:53"],
  ])("%j is taken", (text) => expect(messagesOf(directive, ...text.split("\n"))).toEqual([]));
});
