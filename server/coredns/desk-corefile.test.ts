/** The Corefile that a coredns binary gets, without a binary. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resolveKeys } from "../../lib/corefile/keys.ts";
import { loadCorefile } from "../../lib/corefile/load.ts";
import { corefileFiles } from "../engine/corefile-files.ts";
import { createHost } from "../host/host.ts";
import { jailFiles } from "../workspaces/jailed-files.ts";
import { type DeskCorefile, deskCorefile } from "./desk-corefile.ts";
import { DeskPaths } from "./desk-paths.ts";
import { DeskPlaces } from "./desk-places.ts";

const INTERFACES = [{ name: "eth0", address: "198.51.100.7", prefixLength: 24 }];

let root = "";
let folder = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "desk-root-")));
  folder = realpathSync(mkdtempSync(join(tmpdir(), "desk-")));
});
afterEach(() => {
  for (const path of [root, folder]) rmSync(path, { recursive: true, force: true });
});

interface Laid extends DeskCorefile {
  /** Its lines without indentation, ports written as `PORT` and the private folder as `DESK`. */
  readonly lines: readonly string[];
}

async function layOut(text: string, files: Readonly<Record<string, string>> = {}): Promise<Laid> {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const host = createHost();
  const jailed = jailFiles(host.files, { root, drafts: {}, allowed: [] });
  const environment = { ZONE: "example.org" };
  const file = "Corefile";
  const configuration = loadCorefile({ file, text, files: corefileFiles(jailed), environment });
  const paths = new DeskPaths({ folder, root, files: jailed });
  const made = await deskCorefile({
    ...{ configuration, keys: resolveKeys(configuration, "53").blocks, paths, places: new DeskPlaces("ephemeral") },
    identity: { ...host.identity, interfaces: () => INTERFACES },
    spans: { url: "http://127.0.0.1:9411/spans", within: "20ms" },
  });
  paths.layOut();
  const plain = made.text.replaceAll(folder, "DESK").replace(/:(\d{4,5})(?!\d)/g, ":PORT");
  return { ...made, lines: plain.split("\n").map((line) => line.trim()) };
}

const placed = ({ listeners }: Laid) => listeners.map(({ label, bound: { address } }) => `${label} ${address}`);

describe("listeners", () => {
  test("all are on loopback, and different ones stay different", async () => {
    const laid = await layOut(
      `. {\n    whoami\n}\nexample.org {\n    bind eth0\n    whoami\n}\n
example.net tls://example.net {\n    bind 127.0.0.1 ::1\n    whoami\n}\n`,
    );
    expect(placed(laid)).toEqual([
      "dns://:53 127.77.0.1",
      "dns://198.51.100.7:53 127.77.0.2",
      "dns://127.0.0.1:53 127.0.0.1",
      "dns://[::1]:53 ::1",
      "tls://127.0.0.1:853 127.0.0.1",
      "tls://[::1]:853 ::1",
    ]);
    expect(laid.lines.filter((line) => line.startsWith("bind"))).toEqual([
      "bind 127.77.0.1",
      "bind 127.77.0.2",
      "bind 127.0.0.1 ::1",
    ]);
    const ports = new Set(laid.listeners.map(({ kind, bound }) => `${kind} ${bound.port}`));
    expect([ports.size, laid.text.includes(":53 ")]).toEqual([2, false]);
  });

  test("a word of bind that is no address stays for CoreDNS to refuse", async () => {
    const laid = await layOut(". {\n    bind nowhere0\n    whoami\n}\n");
    expect(laid.lines).toContain("bind nowhere0");
    expect(laid.listeners).toEqual([]);
  });

  test("those of HTTP are, too, whether their words say an address or not", async () => {
    const laid = await layOut(
      ". {\n    health\n    ready 0.0.0.0:8181\n    prometheus :9153\n    pprof\n    whoami\n}\n",
    );
    const http = ["health 127.0.0.1:PORT", "ready 127.0.0.1:PORT", "prometheus 127.0.0.1:PORT", "pprof 127.0.0.1:PORT"];
    expect(laid.lines).toEqual(expect.arrayContaining(http));
    expect(laid.listeners.filter(({ kind }) => kind === "http").map(({ serves }) => serves)).toEqual([
      ["health"],
      ["ready"],
      ["prometheus"],
      ["pprof"],
    ]);
  });

  test("an upstream that is a listener of the same Corefile is asked where it is", async () => {
    const laid = await layOut(
      ".:1053 {\n    forward . 127.0.0.1:5300 192.0.2.53\n}\n.:5300 {\n    bind 127.0.0.1\n    whoami\n}\n",
    );
    const upstream = laid.listeners.find(({ label }) => label === "dns://127.0.0.1:5300")?.bound.port;
    expect(laid.text).toContain(`forward . 127.0.0.1:${upstream} 192.0.2.53\n`);
  });
});

describe("what is done to the machine", () => {
  const BLOCK = `. {
    on startup touch /tmp/started
    dnstap tcp://127.0.0.1:6000
    dnstap listen tcp://0.0.0.0:6001
    tls {
        acme example.org
    }
    whoami
}
`;
  test("no program runs, nobody connects from outside, no certificate is ordered, and each is told", async () => {
    const laid = await layOut(BLOCK);
    expect(laid.lines.filter((line) => /^(on|dnstap|tls|acme)\b/.test(line))).toEqual(["dnstap tcp://127.0.0.1:PORT"]);
    expect(laid.remarks.map(({ message, range }) => [range.start.line, message])).toEqual([
      [2, "on is left out for the coredns binary: it runs a program"],
      [4, "dnstap is left out for the coredns binary: it lets receivers connect from outside"],
      [5, "tls is left out for the coredns binary: it orders certificates over ACME"],
    ]);
  });

  test("what CoreDNS would refuse of them is refused", async () => {
    const laid = await layOut(". {\n    on reload true\n    whoami\n}\n");
    const message = "Corefile:2 - Error during parsing: Wrong event name or event not supported: 'reload'";
    expect(laid.remarks[0]).toMatchObject({ severity: "error", message });
  });

  test("what is written elsewhere is written in the private folder, and read from there again", async () => {
    const zone = "example.org {\n    file /var/lib/coredns/db.example.org.signed\n    sign db.example.org {\n";
    const laid = await layOut(`${zone}        key file Kexample\n    }\n}\n`, { "db.example.org": "; zone\n" });
    expect(laid.lines).toContain("directory DESK/.elsewhere/var/lib/coredns");
    expect(laid.lines).toContain("file DESK/.elsewhere/var/lib/coredns/db.example.org.signed");
    expect(existsSync(join(folder, "db.example.org"))).toBe(true);
  });

  test("a file outside the workspace is not read unless that is allowed", async () => {
    const laid = await layOut(". {\n    hosts /srv/names\n}\n");
    expect(laid.remarks).toMatchObject([
      { severity: "error", message: "open /srv/names: outside the workspace; allow it with COREFILE_STUDIO_ALLOW" },
    ]);
  });
});

describe("files", () => {
  test("those that are named are copied, with what they include; the rest of the folder is not", async () => {
    const files = {
      "zones/db.example.org": "$INCLUDE more/names\n",
      "zones/more/names": "www A 192.0.2.1\n",
      "other/secret": "x",
    };
    await layOut("example.org {\n    root zones\n    file db.example.org\n}\n", files);
    await layOut("example.org {\n    file zones/db.example.org\n}\n", files);
    expect(readFileSync(join(folder, "zones/more/names"), "utf8")).toBe("www A 192.0.2.1\n");
    expect(existsSync(join(folder, "other"))).toBe(false);
  });

  test("a key that is named without its ending comes with both files", async () => {
    const files = { db: "; zone\n", "keys/Kexample.key": "public", "keys/Kexample.private": "private" };
    await layOut("example.org {\n    file db\n    dnssec {\n        key file keys/Kexample\n    }\n}\n", files);
    expect(readdirSync(join(folder, "keys"))).toEqual(["Kexample.key", "Kexample.private"]);
  });

  test("an absolute path in the workspace leads to the copy", async () => {
    const laid = await layOut(`example.org {\n    file ${root}/db\n}\n`, { db: "; zone\n" });
    expect(laid.lines).toContain("file DESK/db");
  });
});

describe("spans", () => {
  test("each block with plugins sends them under its own name, in place of its own trace", async () => {
    const laid = await layOut(
      '. {\n    trace zipkin 192.0.2.9:9411 {\n        every 100\n    }\n    whoami "a b"\n}\nempty.example {\n    tls cert key\n}\n',
    );
    expect(laid.lines).toEqual(
      expect.arrayContaining(["trace http://127.0.0.1:PORT/spans {", "service block-0", 'whoami "a b"']),
    );
    expect(laid.text).not.toMatch(/every|192\.0\.2\.9|block-1/);
    expect(laid.blocks.map(({ service }) => service)).toEqual(["block-0", undefined]);
  });
});

test("each line leads to the user's, through imports, variables and words of several lines", async () => {
  const laid = await layOut(
    '{$ZONE} {\n    import common.conf\n    template IN A {\n        answer "{{ .Name }}\n60 IN A 192.0.2.1"\n    }\n}\n',
    { "common.conf": "errors\ncache 30\n" },
  );
  const lines = laid.text.split("\n");
  const origin = (text: string): string => {
    const at = laid.origins[lines.findIndex((line) => line.trim().startsWith(text))];
    return `${at?.file.replace(`${root}/`, "")}:${at?.start.line}`;
  };
  expect(
    ["dns://example.org", "errors", "cache", "template", "answer", "60 IN A", "bind", "trace"].map(origin),
  ).toEqual([
    ...["Corefile:1", "common.conf:1", "common.conf:2", "Corefile:3", "Corefile:4", "Corefile:4"],
    ...["Corefile:1", "Corefile:1"],
  ]);
});
