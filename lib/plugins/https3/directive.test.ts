import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const position = (text: string, line = 3): string => `plugin/https3: Corefile:${line} - Error during parsing: ${text}`;

/** A line in the block, and what CoreDNS 1.15.0 says of it. */
const refusals: Readonly<Record<string, string>> = {
  max_streams: position("Wrong argument count or unexpected line ending after 'max_streams'"),
  "max_streams 1 2": position("Wrong argument count or unexpected line ending after '2'"),
  "max_streams 1.5": position(`invalid max_streams value '1.5': strconv.Atoi: parsing "1.5": invalid syntax`),
  "max_streams -1": position("max_streams must be a non-negative integer: -1"),
  max_connections: position("Wrong argument count or unexpected line ending after 'max_connections'"),
  "max_connections 1 2": position("Wrong argument count or unexpected line ending after '2'"),
  "max_connections 1.5": position(`invalid max_connections value '1.5': strconv.Atoi: parsing "1.5": invalid syntax`),
  "max_connections -1": position("max_connections must be a non-negative integer: -1"),
  "idle 5s": position("unknown property 'idle'"),
};

describe("https3", () => {
  test.each(Object.entries(refusals))("%s", (line, message) =>
    expect(messagesOf(directive, "https3 {", line, "}")[0]).toBe(message),
  );

  test("takes no argument", () =>
    expect(messagesOf(directive, "https3 on")[0]).toBe(
      position("Wrong argument count or unexpected line ending after 'on'", 2),
    ));

  test("a limit is set once", () =>
    expect(messagesOf(directive, "https3 {", "max_streams 1", "max_streams 2", "}")[0]).toBe(
      position("max_streams already defined for this server block", 4),
    ));

  test("only the first use is looked at", () => {
    const { uses, problems } = checkLines(directive, "https3 {", "max_streams 7", "}", "https3 {", "nothing", "}");
    expect(problems).toEqual([]);
    expect(uses[0]?.properties.max_streams?.args.value.value).toBe(7);
  });
});
