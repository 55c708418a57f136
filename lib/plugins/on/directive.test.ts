import { describe, expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { directive } from "./directive.ts";
import { setup } from "./setup.ts";

const parsing = (line: number, text: string): string => `Corefile:${line} - Error during parsing: ${text}`;
const event = (word: string, line = 2): string => parsing(line, `Wrong event name or event not supported: '${word}'`);

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them: no plugin is named. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["on"], parsing(2, "Wrong argument count or unexpected line ending after 'on'")],
  [["on reload true"], event("reload")],
  [['on "" true'], event("")],
  [["on {", "x", "}"], event("{")],
  [["on startup true", "on instancestartup true"], event("instancestartup", 3)],
  [["on startup"], parsing(2, "no command contained in ''")],
  [["on startup {", "x", "}"], parsing(2, "no command contained in ''")],
  [["on startup true {", "x", "}"], parsing(2, "Unexpected token '{', expecting argument")],
  [['on startup echo "it\'s"'], parsing(2, "error parsing command: EOF found when expecting closing quote.")],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

describe("what CoreDNS takes", () => {
  test.each(["on startup true", "on SHUTDOWN echo bye &", "on certrenew true", "on startup a\non startup b"])(
    "%s",
    (lines) => {
      const { problems } = setUp(`.:1053 {\n${lines}\n}`, [setup]);
      expect(problems).toEqual([]);
    },
  );
});
