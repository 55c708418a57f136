import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { directive } from "./directive.ts";
import { setup } from "./setup.ts";

const wrongCount = (word: string): string =>
  `plugin/trace: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '${word}'`;
const RATE = "plugin/trace: datadog analytics rate must be between 0 and 1,";

/** A line in the block, and what CoreDNS 1.15.0 says of it. */
const refusals: Readonly<Record<string, string>> = {
  every: wrongCount("every"),
  "every 1 2": wrongCount("2"),
  "every day": 'plugin/trace: strconv.ParseUint: parsing "day": invalid syntax',
  "every -1": 'plugin/trace: strconv.ParseUint: parsing "-1": invalid syntax',
  service: wrongCount("service"),
  "service a b": wrongCount("b"),
  "client_server a b": wrongCount("b"),
  "client_server perhaps": 'plugin/trace: strconv.ParseBool: parsing "perhaps": invalid syntax',
  "datadog_analytics_rate 0.1 0.2": wrongCount("0.2"),
  "datadog_analytics_rate some": 'plugin/trace: strconv.ParseFloat: parsing "some": invalid syntax',
  "datadog_analytics_rate 1.5": `${RATE} '1.500000' is not supported`,
  "datadog_analytics_rate -0.25": `${RATE} '-0.250000' is not supported`,
  "datadog_analytics_rate inf": `${RATE} '+Inf' is not supported`,
  "datadog_analytics_rate -inf": `${RATE} '-Inf' is not supported`,
  "datadog_analytics_rate 1e21": `${RATE} '1000000000000000000000.000000' is not supported`,
  zipkin_max_backlog_size: wrongCount("zipkin_max_backlog_size"),
  "zipkin_max_backlog_size big": 'plugin/trace: strconv.Atoi: parsing "big": invalid syntax',
  "zipkin_max_batch_size many": 'plugin/trace: strconv.Atoi: parsing "many": invalid syntax',
  zipkin_max_batch_interval: wrongCount("zipkin_max_batch_interval"),
  "zipkin_max_batch_interval 10": 'plugin/trace: time: missing unit in duration "10"',
  "sample 1": "plugin/trace: Corefile:3 - Error during parsing: unknown property 'sample'",
};

describe("properties", () => {
  test.each(Object.entries(refusals))("%s", (line, message) =>
    expect(messagesOf(directive, "trace {", line, "}")[0]).toBe(message),
  );

  test.each([
    ["client_server"],
    ["client_server false"],
    ["datadog_analytics_rate"],
    ["datadog_analytics_rate nan"],
    ["every 18446744073709551615"],
    ["zipkin_max_batch_size -5"],
    ["zipkin_max_batch_interval -1s"],
  ])("%s is taken", (line) => expect(messagesOf(directive, "trace {", line, "}")).toEqual([]));
});

describe("arguments", () => {
  test.each([
    ["trace Jaeger localhost:9411", "plugin/trace: tracing endpoint type 'jaeger' is not supported"],
    [
      "trace zipkin localhost:9411 more",
      "plugin/trace: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'more'",
    ],
  ])("%s", (line, message) => expect(messagesOf(directive, line)[0]).toBe(message));

  test.each([
    ["trace", undefined, undefined],
    ["trace zipkin", undefined, "zipkin"],
    ["trace 192.0.2.20:9411", undefined, "192.0.2.20:9411"],
    ["trace DATADOG 192.0.2.20:8126", "datadog", "192.0.2.20:8126"],
  ])("%s", (line, type, endpoint) => {
    const [use] = checkLines(directive, line).uses;
    expect([use?.args.type?.value, use?.args.endpoint?.value]).toEqual([type, endpoint]);
  });

  test("a second use counts", () => expect(messagesOf(directive, "trace", "trace localhost:9411")).toEqual([]));
});

test("Zipkin is served, and Datadog is said not to be", () => {
  expect(setUp(".:1053 {\ntrace\n}", [setup]).problems).toEqual([]);
  expect(setUp(".:1053 {\ntrace datadog localhost:8126\n}", [setup]).problems).toMatchObject([{ cause: "engine" }]);
});
