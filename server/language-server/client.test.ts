import { expect, test } from "vitest";
import { CancellationToken, LSPErrorCodes } from "vscode-languageserver/node";
import { NO_ABILITIES, readAbilities } from "./client-abilities.ts";
import { withoutPlaceHolders } from "./completion.ts";
import { answering } from "./session.ts";
import { readSettings } from "./settings.ts";

const OPEN = "$" + "{";

test.each([
  [`MX ${OPEN}1:10} ${OPEN}2:mail}`, "MX 10 mail"],
  [`cache ${OPEN}1:30} {\n    $0\n}`, "cache 30 {\n    \n}"],
  [`${OPEN}1|random,sequential|}`, "random"],
  ["costs \\$5", "costs $5"],
])("%j is %j for editors that cannot fill in", (template, text) => expect(withoutPlaceHolders(template)).toBe(text));

test.each([
  [undefined, { defaultPort: 53, lint: true }],
  [
    { defaultPort: 1053, lint: false },
    { defaultPort: 1053, lint: false },
  ],
  [
    { defaultPort: "53", lint: 1 },
    { defaultPort: 53, lint: true },
  ],
  ["nonsense", { defaultPort: 53, lint: true }],
])("settings %j are %j", (options, settings) => expect(readSettings(options)).toEqual(settings));

test("a client that tells nothing gets the least", () => expect(readAbilities({})).toEqual(NO_ABILITIES));

test("a request that was cancelled is not answered", async () => {
  const answer = answering((params: number) => params + 1);
  expect(await answer(1, CancellationToken.None)).toBe(2);
  expect(await answer(1, CancellationToken.Cancelled)).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
});
