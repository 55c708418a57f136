import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readInputs } from "./inputs.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "check-inputs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function layOut(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const standardInput = { name: "/dev/stdin", read: () => Promise.resolve("from stdin") };

/** Names below the folder. */
async function namesOf(...paths: string[]): Promise<{ inputs: string[]; unread: string[] }> {
  const { inputs, unread } = await readInputs(paths, standardInput);
  const short = (name: string): string => name.replace(`${folder}/`, "");
  return {
    inputs: inputs.map(({ name }) => short(name)),
    unread: unread.map(({ name, reason }) => `${short(name)}: ${reason}`),
  };
}

describe("a folder", () => {
  const manifest = "kind: ConfigMap\ndata:\n  Corefile: |\n    .\n";
  it("has its Corefiles and the manifests that hold one, at any depth", async () => {
    layOut({
      Corefile: "",
      "Corefile.prod": "",
      "Corefile-dev": "",
      "zones/my.corefile": "",
      "zones/My.Corefile": "",
      "k8s/dns.yaml": manifest,
      "k8s/dns.yml": manifest,
      "k8s/custom.json": '{"kind": "ConfigMap", "metadata": {"name": "coredns-custom"}}',
    });
    const { inputs } = await namesOf(folder);
    expect(inputs).toEqual([
      "Corefile",
      "Corefile-dev",
      "Corefile.prod",
      "k8s/custom.json",
      "k8s/dns.yaml",
      "k8s/dns.yml",
      "zones/My.Corefile",
      "zones/my.corefile",
    ]);
  });
  it("has nothing of other programs, nor what is hidden, a template or a copy", async () => {
    layOut({
      ".git/Corefile": "",
      "node_modules/a/Corefile": "",
      "vendor/a/Corefile": "",
      "Corefile.j2": "",
      "Corefile.md": "",
      "Corefile~": "",
      Corefiles: "",
      ".corefile": "",
      "service.yaml": "kind: Service\n",
      "values.yaml": "Corefile: here\n",
    });
    expect(await namesOf(folder)).toEqual({ inputs: [], unread: [] });
  });
  it("may hold links, which are followed to files only", async () => {
    layOut({ "real/x": "" });
    symlinkSync(join(folder, "real/x"), join(folder, "Corefile"));
    symlinkSync(join(folder, "nowhere"), join(folder, "Corefile.gone"));
    symlinkSync(folder, join(folder, "loop"));
    expect((await namesOf(folder)).inputs).toEqual(["Corefile"]);
  });
});

describe("a file", () => {
  it("is read whatever its name is", async () => {
    layOut({ "dns.conf": "text" });
    expect(await readInputs([join(folder, "dns.conf")], standardInput)).toEqual({
      inputs: [{ name: join(folder, "dns.conf"), text: "text", foundIn: undefined }],
      folders: [],
      unread: [],
    });
  });
  it("is read once, though it is named and lies in a folder that is named", async () => {
    layOut({ Corefile: "" });
    expect((await namesOf(join(folder, "Corefile"), folder)).inputs).toEqual(["Corefile"]);
  });
  it("that is missing is told", async () => {
    expect(await namesOf(join(folder, "a"))).toEqual({ inputs: [], unread: ["a: no such file or directory"] });
  });
  it.skipIf(process.getuid?.() === 0)("that may not be read is told", async () => {
    layOut({ Corefile: "" });
    chmodSync(join(folder, "Corefile"), 0);
    expect((await namesOf(folder)).unread).toEqual(["Corefile: permission denied"]);
  });
});

it("a dash is standard input", async () => {
  const { inputs } = await readInputs(["-"], standardInput);
  expect(inputs).toEqual([{ name: "/dev/stdin", text: "from stdin", foundIn: undefined }]);
});

describe("a large file", () => {
  it("is told, not read", async () => {
    layOut({ Corefile: "" });
    truncateSync(join(folder, "Corefile"), 65 * 1024 * 1024);
    const unread = ["Corefile: file too large: at most 64 MiB are read"];
    expect(await namesOf(join(folder, "Corefile"))).toEqual({ inputs: [], unread });
  });
});
