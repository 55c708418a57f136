import { deflateSync, strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import v1 from "../../fixtures/links/v1.json" with { type: "json" };
import type { SharedWorkspace } from "../api/shared-workspace.ts";
import { writeBase64 } from "../text/base.ts";
import { decodeLink, encodeLink, MAX_LINK_CHARACTERS } from "./link.ts";

const WORKSPACE: SharedWorkspace = {
  name: "payments-dns",
  corefile: "Corefile",
  files: [
    { path: "Corefile", text: "example.org:53 {\n    file zones/db.example.org\n}\n" },
    { path: "zones/db.example.org", text: '@ IN SOA ns h 1 2 3 4 5\nüñí IN TXT "\u{1f600}"\n' },
    { path: "zones/db.latin1", octets: "QCBJTiBUWFQgIvwiCg==" },
  ],
  question: { name: "www.example.org", type: "AAAA", dnssecOk: true },
};

/** A fragment of version 1 with any JSON in it. */
function linkWith(value: unknown): string {
  const octets = deflateSync(strToU8(JSON.stringify(value)));
  return `#w1=${writeBase64(octets).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

const plain = { name: "n", corefile: "Corefile", files: [["Corefile", ". {\n}\n"]] };

describe("a link", () => {
  it("gives back the workspace octet by octet", () => {
    expect(decodeLink(`#${encodeLink(WORKSPACE)}`)).toEqual({ kind: "workspace", workspace: WORKSPACE });
  });

  it("has only characters that stay as they are in an address", () => {
    expect(encodeLink(WORKSPACE)).toMatch(/^w1=[\w-]+$/);
  });

  it("of a usual workspace is far below the limit", () => {
    const hosts = Array.from({ length: 400 }, (_, at) => `192.0.2.${at % 256} host-${at}.example.org\n`).join("");
    const link = encodeLink({ ...WORKSPACE, files: [...WORKSPACE.files, { path: "hosts", text: hosts }] });
    expect(link.length).toBeLessThan(MAX_LINK_CHARACTERS / 2);
  });

  it.each(Object.entries(v1))("of version 1 is read for ever: %s", (_, { link, workspace }) => {
    expect(decodeLink(link)).toEqual({ kind: "workspace", workspace });
  });

  it.each(["", "#", "#section", "#w=abc", "w1", "#tab=why"])("is not what has another form: %j", (fragment) => {
    expect(decodeLink(fragment)).toEqual({ kind: "none" });
  });
});

const LONG = "a".repeat(1000);

const refused: Readonly<Record<string, string>> = {
  "a newer version": "#w2=abc",
  "nothing in it": "#w1=",
  "no base64url": "#w1=ab.c",
  "base64url that is no deflate": "#w1=AAAA",
  "half of a link": `#${encodeLink(WORKSPACE).slice(0, 120)}`,
  "a link with one character changed": `#${encodeLink(WORKSPACE).replace(/.(.{9})$/, "_$1")}x`,
  "more characters than any link has": `#w1=${"A".repeat(200_000)}`,
  "no object": linkWith(["Corefile"]),
  "another field": linkWith({ ...plain, run: "sh" }),
  "no Corefile among the files": linkWith({ ...plain, corefile: "other" }),
  "no files": linkWith({ ...plain, files: [] }),
  "a path that leads out": linkWith({ ...plain, files: [...plain.files, ["../x", ""]] }),
  "an absolute path": linkWith({ ...plain, files: [...plain.files, ["/etc/cron.d/x", ""]] }),
  "a path of Windows": linkWith({ ...plain, files: [...plain.files, ["a\\..\\b", ""]] }),
  "a path with NUL": linkWith({ ...plain, files: [...plain.files, ["a\0b", ""]] }),
  "two files of one name": linkWith({ ...plain, files: [...plain.files, ["COREFILE", ""]] }),
  "a file that is a folder, too": linkWith({ ...plain, files: [...plain.files, ["Corefile/x", ""]] }),
  "a folder that is a file, too": linkWith({ ...plain, files: [["a/b", ""], ["a", ""], ...plain.files] }),
  "octets that are no Base64": linkWith({ ...plain, files: [...plain.files, ["x", "%%%", "base64"]] }),
  "a question of another form": linkWith({ ...plain, question: { name: 1 } }),
  "too many files": linkWith({
    ...plain,
    files: [...plain.files, ...Array.from({ length: 200 }, (_, at) => [`f${at}`, ""])],
  }),
};

describe("a link that is not ours, or was changed, is refused in words", () => {
  it.each(Object.entries(refused))("%s", (_, link) => {
    expect(decodeLink(link)).toEqual({ kind: "broken", because: expect.stringMatching(/^The link .+\.$/) });
  });

  it("a bomb: a few octets that stand for 20 MiB", () => {
    const octets = deflateSync(new Uint8Array(20 * 1024 * 1024), { level: 1 });
    const link = `#w1=${writeBase64(octets).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
    expect(decodeLink(link)).toMatchObject({ kind: "broken" });
  });

  it("a text that is too long for a file is refused", () => {
    expect(decodeLink(linkWith({ ...plain, files: [["Corefile", LONG.repeat(4500)]] }))).toMatchObject({
      kind: "broken",
    });
  });
});
