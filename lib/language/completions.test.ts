import { describe, expect, it } from "vitest";
import { marked, textAt } from "./_test/workspace.ts";
import { getCompletions } from "./completions.ts";

type Files = Readonly<Record<string, string>>;

const labels = (text: string, others: Files = {}): readonly string[] => {
  const { workspace, place } = marked(text, others);
  return (getCompletions(workspace, place)?.items ?? [])
    .filter(({ kind }) => kind !== "template")
    .map(({ label }) => label);
};

const DIRECTIVES = ["root", "log", "acl", "cache", "rewrite", "hosts", "file", "forward", "import"];

describe("names that may be written", () => {
  const cases: Readonly<Record<string, [string, readonly string[]]>> = {
    "directives in the order in which they run, then import": [". {\n    |\n}", DIRECTIVES],
    "the same while one is typed": [". {\n    ca|\n}", DIRECTIVES],
    "not those that may be used once and are": [
      ". {\n    cache 30\n    |\n}",
      DIRECTIVES.filter((name) => name !== "cache"),
    ],
    "those that are there already last": [
      ". {\n    log\n    |\n}",
      ["root", "acl", "cache", "rewrite", "hosts", "file", "forward", "import", "log"],
    ],
    "directives where the closing brace is missing": [". {\n    |", DIRECTIVES],
    "directives behind a closed block": [
      ". {\n    hosts {\n    }\n    |\n}",
      DIRECTIVES.filter((name) => name !== "hosts"),
    ],
    "directives in a snippet": ["(common) {\n    |\n}", DIRECTIVES],
    "properties that are not there yet": [
      ". {\n forward . 192.0.2.1 {\n  policy random\n  |\n }\n}",
      ["tls", "force_tcp", "import"],
    ],
    "the property that is being written": [
      ". {\n forward . 192.0.2.1 {\n  pol|\n }\n}",
      ["policy", "tls", "force_tcp", "import"],
    ],
    "properties in a snippet that is imported into a directive": [
      "(up) {\n    |\n}\n. {\n forward . 192.0.2.1 {\n  import up\n }\n}",
      ["policy", "tls", "force_tcp", "import"],
    ],
    "only import where nothing is known": [". {\n unknown {\n  |\n }\n}", ["import"]],
    "nothing in a comment": [". {\n # ca|\n}", []],
    "nothing in a comment that cuts a word": [". {\n cache 30#ca|\n}", []],
    "nothing in quotes": ['. {\n cache "ca|\n}', []],
    "nothing at a brace": [". {\n hosts {|\n}", []],
    "nothing behind a block": [". {\n hosts {\n } |\n}", []],
    "import at the top": ["|", ["import"]],
  };
  it.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(labels(text)).toEqual(expected));
});

describe("names in files that are imported", () => {
  const inside = (corefile: string, file: string) => labels(corefile, { "conf/a": file });
  it.each([["|"], ["log\n|"], ["# c\n|\nlog"]])("directives in a server block: %j", (file) => {
    expect(inside(". {\n import conf/a\n}", file)).toEqual(expect.arrayContaining(["cache", "import"]));
  });
  it("properties in a directive's block", () => {
    expect(inside(". {\n forward . a {\n  import conf/a\n }\n}", "|")).toEqual([
      "policy",
      "tls",
      "force_tcp",
      "import",
    ]);
  });
  it("what a snippet's lines are, where it is the snippet that imports", () => {
    const corefile = "(s) {\n import conf/a\n}\n. {\n forward . a {\n  import s\n }\n}";
    expect(inside(corefile, "|")).toEqual(["policy", "tls", "force_tcp", "import"]);
  });
  it("blocks outside of them", () => expect(inside("import conf/a", "|")).toEqual(["import"]));
});

describe("words for arguments", () => {
  const zones = "example.org:53 tls://example.net {\n}\n192.0.2.0/24 {\n}\n";
  const files = { "zones/db.example.org": "", "hosts.txt": "", "etc/resolv.conf": "" };
  const cases: Readonly<Record<string, [string, readonly string[]]>> = {
    "values of a property": [". {\n forward . a {\n  policy |\n }\n}", ["random", "round_robin", "sequential"]],
    "the first words of forms": [". {\n rewrite |\n}", ["name", "type"]],
    "the same in braces": [". {\n rewrite {\n  |\n }\n}", ["name", "type"]],
    "keywords of clauses": [". {\n acl {\n  block |\n }\n}", ["type", "net"]],
    "durations, and only the unit once there is a number": [
      ". {\n cache {\n  servfail 15|\n }\n}",
      ["15s", "15m", "15h", "15ms"],
    ],
    "zones of the workspace, those of the block first": [
      `${zones}sub.example.org:53 {\n log |\n}`,
      ["sub.example.org", "example.org", "example.net", "192.0.2.0/24"],
    ],
    "files of the workspace": [". {\n hosts |\n}", ["zones/db.example.org", "hosts.txt", "etc/resolv.conf", "."]],
    "files relative to root": [". {\n root zones\n file |\n}", ["db.example.org", "/hosts.txt", "/etc/resolv.conf"]],
    "files as absolute paths": [". {\n file /|\n}", ["/zones/db.example.org", "/hosts.txt", "/etc/resolv.conf"]],
    folders: [". {\n root |\n}", ["etc", "zones"]],
    upstreams: [". {\n forward . |\n}", ["/etc/resolv.conf", "tls://", "https://", "quic://", "etc/resolv.conf"]],
    "nothing behind a full line": [". {\n root a |\n}", []],
    "nothing for what is not known": [". {\n unknown |\n}", []],
    variables: [". {\n log {$|\n}", ["{$API_TOKEN}", "{$PORT}"]],
    "variables within a word, in the other spelling": [". {\n log a{%P|\n}", ["{%API_TOKEN%}", "{%PORT%}"]],
    "snippets, files and folders for import": [
      "(common) {\n}\n. {\n import |\n}",
      ["common", "zones/db.example.org", "hosts.txt", "etc/resolv.conf", "etc/*", "zones/*"],
    ],
    "one argument for import": [". {\n import a |\n}", []],
    "not the snippet itself": [
      "(a) {\n import |\n}\n(b) {\n}",
      ["b", "zones/db.example.org", "hosts.txt", "etc/resolv.conf", "etc/*", "zones/*"],
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(labels(text, files)).toEqual(expected));

  it("types come with all names of the registry", () => {
    expect(labels(". {\n acl {\n  block type |\n }\n}")).toEqual(expect.arrayContaining(["A", "AAAA", "HTTPS"]));
  });
  it("keys: zones of the workspace and transports", () => {
    expect(labels("example.org {\n}\n. |")).toEqual([
      "example.org",
      "dns://",
      "tls://",
      "https://",
      "grpc://",
      "quic://",
      "https3://",
    ]);
    expect(labels("example.org {\n}\ntls://|")).toEqual(expect.arrayContaining(["tls://.", "tls://example.org"]));
  });
});

describe("how a completion is inserted", () => {
  const find = (text: string, label: string) => {
    const { workspace, place } = marked(text);
    const found = getCompletions(workspace, place);
    const item = found?.items.find((candidate) => candidate.label === label);
    return { workspace, found, item };
  };
  it("stands for the word up to the cursor, or for all of it", () => {
    const { workspace, found } = find(". {\n ca|che 30\n}", "cache");
    expect(found === undefined ? [] : [textAt(workspace, found.insert), textAt(workspace, found.replace)]).toEqual([
      "ca",
      "cache",
    ]);
  });
  it("goes on when something must follow", () => {
    expect(find(". {\n |\n}", "forward").item).toMatchObject({
      insert: "forward ",
      continues: true,
      detail: "forward FROM TO...",
    });
    expect(find(". {\n |\n}", "cache").item).toMatchObject({ insert: "cache", continues: false });
  });
  it("is not picked by a brace alone, which opens a block", () => {
    expect(find(". {\n log {\n  form |\n }\n}", "{common}").item?.filter).toBe("common}");
    expect(find(". {\n log {\n  form {c|\n }\n}", "{common}").item).not.toHaveProperty("filter");
  });
  it("says what it is", () => {
    expect(find(". {\n |\n}", "cache").item?.documentation).toContain("Keeps replies.");
    expect(find(". {\n cache {\n  |\n }\n}", "servfail").item?.detail).toBe("servfail DURATION");
  });
  it("whole blocks have place-holders", () => {
    expect(find(". {\n |\n}", "hosts { … }").item).toMatchObject({
      isTemplate: true,
      insert: expect.stringMatching(
        /^hosts \{\n {4}\$\{1:192\.0\.2\.1\} \$\{2:host\.example\.org\}\n {4}fallthrough\n\}$/,
      ),
    });
    expect(find("|", "server block { … }").item?.insert).toMatch(/^\$\{1:example\.org\}:\$\{2:53\} \{\n {4}\$0\n\}$/);
  });
  it("hides values that sound like a secret", () => {
    expect(find(". {\n log {$|\n}", "{$API_TOKEN}").item?.detail).toContain(
      "hidden, because its name suggests a secret",
    );
    expect(find(". {\n log {$|\n}", "{$PORT}").item?.detail).toBe("1053");
  });
});
