import { describe, expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { directive } from "./directive.ts";
import { setup } from "./setup.ts";

const position = (text: string, line = 3): string =>
  `plugin/k8s_external: Corefile:${line} - Error during parsing: ${text}`;
const wrongCount = (word: string): string => position(`Wrong argument count or unexpected line ending after '${word}'`);

/** A line in the block, and what CoreDNS 1.15.0 says of it. */
const refusals: Readonly<Record<string, string>> = {
  ttl: wrongCount("ttl"),
  "ttl soon": 'plugin/k8s_external: strconv.Atoi: parsing "soon": invalid syntax',
  "ttl 4000": position("ttl must be in range [0, 3600]: 4000"),
  "ttl -1": position("ttl must be in range [0, 3600]: -1"),
  apex: wrongCount("apex"),
  "headless yes": position("unknown property 'yes'"),
  endpoint: position("unknown property 'endpoint'"),
};

describe("k8s_external", () => {
  test.each(Object.entries(refusals))("%s", (line, message) =>
    expect(messagesOf(directive, "k8s_external example.org {", line, "}")[0]).toBe(message),
  );
  test("words behind a TTL and a label are passed over, and it may be used again", () =>
    expect(
      messagesOf(directive, "k8s_external a.example.org {", "ttl 5 s", "apex dns too", "}", "k8s_external"),
    ).toEqual([]));

  test("without kubernetes CoreDNS does not start", () =>
    expect(setUp("example.org {\nk8s_external\n}", [setup]).messages).toEqual([
      "plugin/k8s_external: kubernetes plugin not loaded",
    ]));
  test("what is wrong in set-up comes before that", () => {
    const text = "example.org {\nk8s_external\n}\nexample.net {\nk8s_external {\nnonsense\n}\n}";
    expect(setUp(text, [setup]).messages[0]).toBe(
      "plugin/k8s_external: Corefile:6 - Error during parsing: unknown property 'nonsense'",
    );
  });
});
