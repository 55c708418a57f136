/** `--cluster DIR` as a stranger uses it: a stock Corefile answers without a cluster. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { CommandFolder } from "./_test/launcher.ts";

const EXAMPLE = resolve(import.meta.dirname, "../examples/gallery/a-stock-cluster");
const read = (path: string): string => readFileSync(join(EXAMPLE, path), "utf8");

const folder = new CommandFolder();
const layOut = (): void =>
  folder.layOut({ Corefile: read("Corefile"), "cluster/shop.yaml": read("cluster/shop.yaml"), "notes.txt": "" });

describe("query --cluster", () => {
  it("answers from manifests, and says which line decided", () => {
    layOut();
    const { code, out } = folder.run("query --cluster cluster web.shop.svc.cluster.local --why");
    expect(code).toBe(0);
    expect(out).toContain("10.96.12.30");
    expect(out).toMatch(/decided by cluster\/shop\.yaml:\d+:\d+/);
  });
  it("knows the ports of Services by their names, TCP where the manifest names no protocol", () => {
    layOut();
    const { code, out } = folder.run("query --cluster cluster _http._tcp.web.shop.svc.cluster.local SRV");
    expect(code).toBe(0);
    expect(out).toMatch(/SRV\s+0 100 80 web\.shop\.svc\.cluster\.local\./);
  });
  it("is needed: without it CoreDNS's own refusal comes, word for word", () => {
    layOut();
    const { code, err } = folder.run("query web.shop.svc.cluster.local");
    expect(code).toBe(1);
    expect(err).toContain(
      "plugin/kubernetes: unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined",
    );
  });
  it("takes a folder", () => {
    layOut();
    for (const path of ["notes.txt", "nowhere"]) {
      expect(folder.run(`query --cluster ${path} web.shop.svc.cluster.local`)).toMatchObject({
        code: 2,
        err: `corefile-studio query: --cluster: ${path} is not a folder\n`,
      });
      expect(folder.run(`serve -cluster ${path}`)).toMatchObject({
        code: 1,
        err: `corefile-studio serve: -cluster: ${path} is not a folder\n`,
      });
    }
  });
});

describe("the stock cluster of the gallery", () => {
  const questions = [...read("README.md").matchAll(/^- `(\S+) (\S+)`/gm)].map(([, name = "", type = ""]) => ({
    name,
    type,
  }));
  it.each(questions)("has a record for $name $type, or denies it as its story says", ({ name, type }) => {
    folder.layOut({
      Corefile: read("Corefile"),
      "cluster/shop.yaml": read("cluster/shop.yaml"),
      "cluster/kube-system.yaml": read("cluster/kube-system.yaml"),
    });
    const { out } = folder.run(`query --cluster cluster ${name} ${type}`);
    const isDenied = name.startsWith("nope.");
    expect(out).toContain(isDenied ? "status: NXDOMAIN" : "status: NOERROR");
    expect(/ANSWER: 0/.test(out)).toBe(isDenied);
  });
});

describe("examples of the gallery with a model cluster", () => {
  /** Name, status, what the answer has, and a sentence that says why. */
  const cases: Readonly<Record<string, readonly (readonly [name: string, shown: readonly string[]])[]>> = {
    "vanity-name": [
      [
        "pay.corp.example",
        ["NOERROR", "pay.prod.svc.cluster.local.  5  IN  A  10.96.40.8", "clients that compare names see no answer"],
      ],
      ["pay.team.example", ["NOERROR", "pay.team.example.  5  IN  A  10.96.40.8", "and the records with it"]],
      ["pay.example", ["NOERROR", "pay.example.  5  IN  A  10.96.40.8", "and the records with it"]],
    ],
    "wrong-block": [
      ["pay.corp.example", ["NXDOMAIN", "answered by forward", "the block is chosen once, before any plugin"]],
      ["pay.prod.svc.cluster.local", ["NOERROR", "10.96.40.8", "answered by kubernetes"]],
      ["www.example.net", ["NOERROR", "198.51.100.80", "answered by forward"]],
    ],
  };
  const gallery = join(EXAMPLE, "..");
  describe.each(Object.entries(cases))("%s", (example, questions) => {
    it.each(questions)("%s", (name, shown) => {
      const source = join(gallery, example);
      const paths = readdirSync(source, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(source, join(entry.parentPath, entry.name)));
      folder.layOut(Object.fromEntries(paths.map((path) => [path, readFileSync(join(source, path), "utf8")])));
      const { out } = folder.run(`query --cluster cluster ${name} A --why`);
      for (const text of shown) expect(out).toContain(text);
    });
    it("asks in its story what is asked here", () => {
      const story = readFileSync(join(gallery, example, "README.md"), "utf8");
      const asked = [...story.matchAll(/^- `(\S+) A`/gm)].map(([, name]) => name);
      expect(asked).toEqual(questions.map(([name]) => name));
    });
  });
});
