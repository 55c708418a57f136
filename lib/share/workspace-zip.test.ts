import { strToU8, type Zippable, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { SharedFile } from "../api/shared-workspace.ts";
import { readWorkspaceZip, writeWorkspaceZip } from "./workspace-zip.ts";

const FILES: readonly SharedFile[] = [
  { path: "Corefile", text: "example.org:53 {\n    file zones/db.example.org\n}\n" },
  { path: "zones/db.example.org", text: "@ IN SOA ns h 1 2 3 4 5\n" },
  { path: "zones/db.latin1", octets: "QCBJTiBUWFQgIvwiCg==" },
];

/** Replaces a number in the central directory's first entry. */
function patched(zip: Uint8Array, offset: number, change: (view: DataView, at: number) => void): Uint8Array {
  const copy = Uint8Array.from(zip);
  const at = copy.findIndex((octet, index) => octet === 0x50 && copy[index + 1] === 0x4b && copy[index + 2] === 1);
  change(new DataView(copy.buffer), at + offset);
  return copy;
}

const zipOf = (entries: Zippable): Uint8Array => zipSync(entries);
const corefile = strToU8(". {\n}\n");

describe("a workspace as a zip file", () => {
  it("comes back octet by octet, and the same files make the same zip file", () => {
    const zip = writeWorkspaceZip({ files: [...FILES] });
    const read = readWorkspaceZip(zip, "payments-dns.zip");
    expect(read).toEqual({
      kind: "workspace",
      workspace: { name: "payments-dns", corefile: "Corefile", files: FILES },
      left: [],
    });
    expect(writeWorkspaceZip({ files: [...FILES] })).toEqual(zip);
  });

  it("is read without the folder that everything is in, and without what systems leave behind", () => {
    const read = readWorkspaceZip(
      zipOf({
        "dns-main": {
          Corefile: corefile,
          zones: { "db.example.org": corefile },
          ".git": { config: corefile },
          ".DS_Store": corefile,
        },
        __MACOSX: { "._Corefile": corefile },
      }),
      "dns-main.zip",
    );
    expect(read.kind === "workspace" && [read.workspace.files.map(({ path }) => path), read.left]).toEqual([
      ["Corefile", "zones/db.example.org"],
      ["dns-main/.git/config", "dns-main/.DS_Store", "__MACOSX/._Corefile"],
    ]);
  });

  it("may be stored, and have its Corefile deeper or by another name", () => {
    const corefileOf = (entries: Zippable): unknown => {
      const read = readWorkspaceZip(zipSync(entries, { level: 0 }), "a.zip");
      return read.kind === "workspace" ? read.workspace.corefile : read;
    };
    expect(corefileOf({ "README.md": corefile, conf: { Corefile: corefile } })).toBe("conf/Corefile");
    expect(corefileOf({ "README.md": corefile, "Corefile.prod": corefile })).toBe("Corefile.prod");
  });
});

const refused: Readonly<Record<string, { readonly zip: () => Uint8Array; readonly because: RegExp }>> = {
  "a path that leads out": { zip: () => zipOf({ Corefile: corefile, "../x": corefile }), because: /no path inside/ },
  "one that leads out and is hidden": {
    zip: () => zipOf({ Corefile: corefile, "../.bashrc": corefile }),
    because: /no path inside/,
  },
  "an absolute path": {
    zip: () => zipOf({ Corefile: corefile, "/etc/cron.d/x": corefile }),
    because: /no path inside/,
  },
  "a path of Windows": {
    zip: () => zipOf({ Corefile: corefile, "a\\..\\..\\b": corefile }),
    because: /no path inside/,
  },
  "two names that are one on some systems": {
    zip: () => zipOf({ Corefile: corefile, corefile }),
    because: /more than once/,
  },
  "a link": {
    zip: () => zipSync({ Corefile: [corefile, { os: 3, attrs: (0o120777 << 16) >>> 0 }] }),
    because: /a link or a device/,
  },
  "an encrypted entry": {
    zip: () => patched(zipOf({ Corefile: corefile }), 8, (view, at) => view.setUint16(at, 1, true)),
    because: /is encrypted/,
  },
  "a wrong checksum": {
    zip: () => patched(zipOf({ Corefile: corefile }), 16, (view, at) => view.setUint32(at, 7, true)),
    because: /damaged/,
  },
  "a bomb that says how large it is": {
    zip: () => zipOf({ Corefile: corefile, db: new Uint8Array(9 * 1024 * 1024) }),
    because: /more than the studio takes/,
  },
  "a bomb that says it is small": {
    zip: () =>
      patched(zipOf({ Corefile: new Uint8Array(9 * 1024 * 1024) }), 24, (view, at) => view.setUint32(at, 10, true)),
    because: /damaged/,
  },
  "too many files": {
    zip: () => zipOf(Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`Corefile.${at}`, corefile]))),
    because: /at most 200 files/,
  },
  "no Corefile": { zip: () => zipOf({ "a.txt": corefile, "b.txt": corefile }), because: /no Corefile/ },
  "no zip file": { zip: () => strToU8("PK nothing of the kind, but long enough for an end"), because: /no zip file/ },
  "half of a zip file": { zip: () => writeWorkspaceZip({ files: [...FILES] }).slice(0, 200), because: /no zip file/ },
  "a directory that lies elsewhere": {
    zip: () => {
      const zip = zipOf({ Corefile: corefile });
      new DataView(zip.buffer).setUint32(zip.length - 6, 0xffff_fff0, true);
      return zip;
    },
    because: /damaged/,
  },
};

describe("a zip file is refused in words", () => {
  it.each(Object.entries(refused))("%s", (_, { zip, because }) => {
    expect(readWorkspaceZip(zip(), "x.zip")).toEqual({ kind: "refused", because: expect.stringMatching(because) });
  });
});
