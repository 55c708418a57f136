/** Whatever stands in a Corefile: set-up gives problems, it never throws. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { createHost } from "../host/host.ts";
import { overlayFiles } from "../host/overlay-files.ts";
import { ORDER } from "./plugin-order.ts";
import { prepare } from "./prepare.ts";
import { quiet } from "./quiet-source.ts";

const folder = mkdtempSync(join(tmpdir(), "prepare-"));
writeFileSync(join(folder, "db"), "example.org. 60 IN SOA a. b. 1 2 3 4 5\n");
afterAll(() => rmSync(folder, { recursive: true }));

const host = createHost({ folder, environment: { A: "b c", LINES: "x\ny" } });

async function prepared(text: string): Promise<number> {
  const files = overlayFiles(host.files, { texts: new Map([[host.files.absolute("Corefile"), text]]) });
  return (await prepare(quiet({ corefile: "Corefile", defaultPort: 53, host: { ...host, files } }))).problems.length;
}

/** The properties of each directive. */
const properties = new Map(directives.map(({ name, properties: known = {} }) => [name, Object.keys(known)]));

const words = fc.constantFrom(
  ...ORDER,
  ...[
    "example.org",
    ".",
    "192.0.2.1",
    "2001:db8::1",
    "127.0.0.1:53",
    "10.0.0.0/8",
    "tls://192.0.2.1",
    "db",
    "nothing",
    "/",
  ],
  ...[
    "5",
    "0",
    "-1",
    "1h",
    "99999999999999999999",
    "1.5",
    "A",
    "ANY",
    "IN",
    "*",
    "{$A}",
    "{$LINES}",
    "{%A%}",
    "[",
    "(",
    '"a b"',
    '""',
  ],
  ...[
    "name",
    "exact",
    "regex",
    "(.*)",
    "^a$",
    "{{ .Name }}",
    "{name}",
    "net",
    "type",
    "allow",
    "x=y",
    "ü",
    "\u0000",
    "a\\",
    "#",
  ],
);
const line = fc.array(words, { maxLength: 5 }).map((parts) => parts.join(" "));
const directive = fc.constantFrom(...ORDER).chain((name) => {
  const property = fc.constantFrom(name, ...(properties.get(name) ?? []));
  const row = fc.oneof(
    line,
    fc.tuple(property, line).map((parts) => parts.join(" ")),
  );
  return fc
    .tuple(line, fc.option(fc.array(row, { maxLength: 4 })))
    .map(([args, body]) => `${name} ${args}${body === null ? "" : ` {\n${body.join("\n")}\n}`}`);
});
const block = fc
  .tuple(fc.constantFrom(".", "example.org:53", "tls://.", "(s)", "10.0.0.0/24"), fc.array(directive, { maxLength: 6 }))
  .map(([key, lines]) => `${key} {\n${lines.join("\n")}\n}\n`);

test("blocks of directives with words that they may have", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(block, { maxLength: 3 }), async (blocks) => {
      expect(await prepared(blocks.join(""))).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 400 },
  );
});

test("words in any order", async () => {
  const loose = fc.array(fc.oneof(words, fc.constantFrom("{", "}", "\n", "import", "import s", '"', "#")), {
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(loose, async (parts) => {
      expect(await prepared(parts.join(" "))).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 400 },
  );
});

test("any text", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
      expect(await prepared(text)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 400 },
  );
});
