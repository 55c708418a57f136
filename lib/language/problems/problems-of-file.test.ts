import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { directives } from "../../plugins/directives.gen.ts";
import { type FileKind, fileKind } from "../files/file-kind.ts";
import { fileUses } from "../files/file-uses.ts";
import { LanguageService } from "../service.ts";
import type { LanguageWorkspace } from "../workspace.ts";
import { problemsOfFile, problemsOfOpenFiles } from "./problems-of-file.ts";
import { problemsOfNamedFiles } from "./problems-of-named-files.ts";

function workspace(texts: Readonly<Record<string, string>>): LanguageWorkspace {
  return {
    service: new LanguageService(),
    corefile: "Corefile",
    files: filesInMemory(texts),
    paths: Object.keys(texts),
    environment: {},
    directives,
  };
}

const HEAD = "$TTL 3600\n@ SOA ns admin 1 7200 3600 1209600 300\n@ NS ns\nns A 192.0.2.53\n";

describe("what a file is", () => {
  const world = workspace({
    Corefile: `import more
example.org {
  root zones
  file table {
    reload 0
  }
  file db.net example.net
  hosts names example.org
  sign secret.yaml
  auto example.edu {
    directory auto (.*)\\.edu {1}.edu
  }
}`,
    more: ". {\n}",
    "zones/table": `${HEAD}$INCLUDE part\n`,
    "zones/part": "www A 192.0.2.1\n",
    "zones/names": "192.0.2.1 www",
    "zones/secret.yaml": "",
    "zones/auto/x.edu": "",
    "zones/auto/deep/y.edu": "",
    "zones/auto/readme": "",
    "db.example.com": "",
    "hosts.local": "",
    "pod.yml": "",
    "Corefile.test": "",
  });
  const cases: Readonly<Record<string, FileKind>> = {
    Corefile: "corefile",
    more: "corefile",
    "zones/table": "zone-file",
    "./zones/../zones/table": "zone-file",
    "zones/part": "zone-file",
    "zones/names": "hosts-file",
    "zones/secret.yaml": "zone-file",
    "zones/auto/x.edu": "zone-file",
    "zones/auto/deep/y.edu": "zone-file",
    "zones/auto/readme": "text",
    "db.example.com": "zone-file",
    "hosts.local": "hosts-file",
    "pod.yml": "yaml",
    "Corefile.test": "corefile",
    "nowhere.bin": "text",
  };
  test.each(Object.entries(cases))("%s is a %s", (path, kind) => expect(fileKind(world, path)).toBe(kind));

  test("the zones that files are read for", () =>
    expect(fileUses(world).uses.map(({ plugin, path, zones }) => `${plugin} ${path} ${zones.join(" ")}`)).toEqual([
      "file zones/table example.org.",
      "file zones/db.net example.net.",
      "hosts zones/names example.org.",
      "sign zones/secret.yaml example.org.",
      "auto zones/auto/x.edu x.edu.",
      "auto zones/auto/deep/y.edu y.edu.",
    ]));
});

/** Problems as `file:line code`. */
const told = (problems: ReturnType<typeof problemsOfFile>): readonly string[] =>
  problems.map(({ range, code }) => `${range.file}:${range.start.line} ${code}`);

describe("problems of a file", () => {
  const world = workspace({
    Corefile: "example.org example.net {\n file ./zones/db\n hosts hosts example.org {\n fallthrough\n }\n}",
    "zones/db": `${HEAD}$INCLUDE part\nwww A 192.0.2.300\n`,
    "zones/part": "a A x\n",
    hosts: "192.0.2.1 www.example.org www.example.net\n192.0.2.256 x\n",
    "other.zone": "$TTL 60\n@ SOA ns admin 1 7200 3600 1209600 300\n@ NS ns\n",
    "pod.yaml": "a: 1\na: 2\n",
  });

  test("a zone file, under the name that the Corefile gives it in messages and the workspace in places", () => {
    const [problem, ...more] = problemsOfFile(world, "zones/db");
    expect([problem?.message, problem?.range.file, problem?.range.start.line, more.length]).toEqual([
      'plugin/file: failed to parse file "./zones/db" for origin example.org. with error ./zones/db: dns: bad A A: "192.0.2.300" at line: 6:17',
      "zones/db",
      6,
      0,
    ]);
  });
  test("an included file, as a part of the one that includes it", () =>
    expect(told(problemsOfFile(world, "zones/part"))).toEqual(["zones/part:1 zone-file.record"]));
  test("a hosts file", () =>
    expect(told(problemsOfFile(world, "hosts"))).toEqual(["hosts:1 HF1006", "hosts:2 HF1001"]));
  test("a zone file that nobody names: its name tells the zone", () =>
    expect(told(problemsOfFile(world, "other.zone"))).toEqual(["other.zone:3 ZF1010"]));
  test("YAML", () => expect(told(problemsOfFile(world, "pod.yaml"))).toEqual(["pod.yaml:2 yaml.duplicate-key"]));
  test("the studio's settings, by what they may say", () => {
    const text = "environment:\n  A:\nclients: 1\n";
    const here = workspace({ Corefile: "", "studio.yaml": text, "below/studio.yaml": text });
    expect(told(problemsOfFile(here, "studio.yaml"))).toEqual([
      "studio.yaml:2 studio-settings.bad-value",
      "studio.yaml:3 studio-settings.unknown-key",
    ]);
    expect(told(problemsOfFile(here, "below/studio.yaml"))).toEqual([]);
  });
  test("a Corefile has its own", () => expect(problemsOfFile(world, "Corefile")).toEqual([]));
  test("all that the Corefile names", () =>
    expect(told(problemsOfNamedFiles(world))).toEqual([
      "zones/part:1 zone-file.record",
      "zones/db:6 zone-file.record",
      "hosts:1 HF1006",
      "hosts:2 HF1001",
    ]));
  test("with files that are open, each once, without the Corefile and the studio's settings", () => {
    const open = workspace({
      Corefile: ". {\n hosts hosts\n}",
      hosts: "x\n",
      "a.yaml": "a: 1\na: 2\n",
      "studio.yaml": "x: 1\n",
    });
    const all = ["Corefile", "hosts", "a.yaml", "studio.yaml"];
    expect(told(problemsOfOpenFiles(open, all))).toEqual(["hosts:1 HF1001", "a.yaml:2 yaml.duplicate-key"]);
  });
});

test("an edit of an included file counts", () => {
  const texts = { Corefile: "example.org {\n file db\n}", db: `${HEAD}$INCLUDE part\n`, part: "a A x\n" };
  expect(problemsOfFile(workspace(texts), "part").length).toBe(1);
  expect(problemsOfFile(workspace({ ...texts, part: "a A 192.0.2.1\n" }), "part").length).toBe(0);
});

test("no texts make it throw", () => {
  const piece = fc.constantFrom(
    "example.org",
    "file",
    "db",
    "auto",
    "directory",
    ".",
    "(",
    "{",
    "}",
    "\n",
    " ",
    "hosts",
    "root",
    "db\\.(.*)",
    "{1}",
    '"',
    "import",
    "é",
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.string(),
      fc.string({ unit: "binary" }),
      (corefile, text, yaml) => {
        const world = workspace({
          Corefile: corefile.join(" "),
          db: text,
          hosts: text,
          "a.yaml": yaml,
          "b.yaml": text,
        });
        for (const path of world.paths) expect(Array.isArray(problemsOfFile(world, path))).toBe(true);
        expect(Array.isArray(problemsOfNamedFiles(world))).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test("a file that nothing uses raises no error", () => {
  const world = workspace({ Corefile: "example.org {\n  whoami\n}\n", "db.example.org": `${HEAD}www A x\n` });
  expect(problemsOfFile(world, "db.example.org").map(({ severity }) => severity)).toEqual(["warning"]);
  const used = workspace({
    Corefile: "example.org {\n  file db.example.org\n}\n",
    "db.example.org": `${HEAD}www A x\n`,
  });
  expect(problemsOfFile(used, "db.example.org").map(({ severity }) => severity)).toEqual(["error"]);
});
