/** Every wrong use gets one line, with the word that was meant and where to read more; and -conf in all its forms. */

import { describe, expect, it } from "vitest";
import { CommandFolder } from "./_test/launcher.ts";

const folder = new CommandFolder();

describe("a wrong use ends with 2 and one line", () => {
  const cases: Readonly<Record<string, string>> = {
    chek: "corefile-studio: unknown command chek, did you mean check? See corefile-studio --help\n",
    dns: "corefile-studio: unknown command dns, did you mean check dns? See corefile-studio --help\n",
    "help nothing": "corefile-studio: unknown command nothing; see corefile-studio --help\n",
    "--frob": "corefile-studio: unknown option --frob; see corefile-studio --help\n",
    "check --heer":
      "corefile-studio check: unknown option --heer, did you mean --here? See corefile-studio check --help\n",
    "check --format xml":
      "corefile-studio check: --format xml: it is one of text, json, sarif, junit; see corefile-studio check --help\n",
    "fmt --chek": "corefile-studio fmt: unknown option --chek, did you mean --check? See corefile-studio fmt --help\n",
    "fmt -w -": "corefile-studio fmt: -w cannot write to standard input; see corefile-studio fmt --help\n",
    "fmt -x": "corefile-studio fmt: unknown option -x; see corefile-studio fmt --help\n",
    "query x -cnf y":
      "corefile-studio query: unknown option -cnf, did you mean -conf? See corefile-studio query --help\n",
    query: "corefile-studio query: the name to ask for is missing; see corefile-studio query --help\n",
    "serve -cnf x":
      "corefile-studio serve: flag provided but not defined: -cnf, did you mean -conf? See corefile-studio serve --help\n",
    "serve x": "corefile-studio serve: extra command line arguments: [x]; see corefile-studio serve --help\n",
    "start --prot 80": "corefile-studio start: unknown option --prot; see corefile-studio start --help\n",
    "start a b": "corefile-studio start: one folder at most, not 2; see corefile-studio start --help\n",
    "lsp x": "corefile-studio lsp: unknown argument x; see corefile-studio lsp --help\n",
  };
  it.each(Object.entries(cases))("%s", (command, err) => {
    folder.layOut({ "dns/Corefile": "" });
    expect(folder.run(command)).toEqual({ code: 2, out: "", err });
  });
});

it("says which release it is, and explains its commands", () => {
  for (const command of ["--version", "-version", "version", "-v"]) {
    expect(folder.run(command)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^CoreDNS-1\.15\.0\ncorefile-studio \d/),
      err: "",
    });
  }
  expect(folder.run("help fmt").out).toBe(folder.run("fmt --help").out);
});

const WHOAMI = ".:1053 {\n    hosts {\n        192.0.2.1 a.example.org\n    }\n}\n";
const MANIFEST = `kind: ConfigMapList
items:
  - kind: ConfigMap
    metadata: { name: coredns }
    data:
      Corefile: |
        .:1053 {
            hosts /etc/coredns/NodeHosts
            import custom/*.override
        }
      NodeHosts: |
        192.0.2.1 a.example.org
  - kind: ConfigMap
    metadata: { name: coredns-custom }
    data:
      log.override: log
`;

describe("query -conf", () => {
  const answers: Readonly<
    Record<string, readonly [files: Readonly<Record<string, string>>, conf: string, input?: string]>
  > = {
    "a folder": [{ "dns/Corefile": WHOAMI, "dns/more/Corefile": "" }, "dns"],
    "a folder with one configuration below it": [{ "dns/a/my.corefile": WHOAMI }, "dns"],
    "a manifest, as a pod would see it": [{ "dns.yaml": MANIFEST }, "dns.yaml"],
    "a Corefile from standard input": [{}, "-", WHOAMI],
    "a manifest from standard input": [{}, "-", MANIFEST],
  };
  it.each(Object.entries(answers))("takes %s", (_, [files, conf, input = ""]) => {
    folder.layOut(files);
    const { code, out, err } = folder.run(`query -conf ${conf} a.example.org`, input);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("192.0.2.1");
  });
  const refused: Readonly<
    Record<string, readonly [files: Readonly<Record<string, string>>, conf: string, says: string]>
  > = {
    "a file that is not there": [{}, "nofile", "nofile: no such file or directory"],
    "an empty folder": [{ "dns/x": "" }, "dns", "dns: this folder has neither a Corefile nor a manifest with one"],
    "a folder with several": [
      { "dns/a/Corefile": WHOAMI, "dns/b/Corefile": WHOAMI },
      "dns",
      "dns: this folder has 2 configurations; name one with -conf: dns/a/Corefile, dns/b/Corefile",
    ],
    "a manifest without one": [
      { "a.yaml": "kind: Pod\n" },
      "a.yaml",
      "a.yaml: there is no ConfigMap with a Corefile in it",
    ],
    "a zone file": [
      { "db.example.org": "@ 60 SOA ns m 1 2 3 4 5\n" },
      "db.example.org",
      "db.example.org: this is a zone file; -conf takes the Corefile that names it",
    ],
  };
  it.each(Object.entries(refused))("says plainly why not %s", (_, [files, conf, says]) => {
    folder.layOut(files);
    expect(folder.run(`query -conf ${conf} x`)).toEqual({ code: 2, out: "", err: `corefile-studio query: ${says}\n` });
  });
  it("tells a mistake at the manifest's line", () => {
    folder.layOut({ "dns.yaml": MANIFEST.replace("hosts /etc", "hostss /etc") });
    expect(folder.run("query -conf dns.yaml x")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^dns\.yaml:8:13: error: /),
    });
  });
});

describe("serve -conf takes a Corefile only, as CoreDNS does, and says what else it was given", () => {
  const cases: Readonly<Record<string, readonly [conf: string, coredns: string, says: string]>> = {
    "a folder": [
      "dns",
      "loading Caddyfile via flag: read dns: is a directory",
      "dns is a folder; serve takes one Corefile, for instance -conf dns/Corefile",
    ],
    "standard input": [
      "-",
      "loading Caddyfile via flag: open -: no such file or directory",
      "serve reads standard input with -conf stdin, like CoreDNS",
    ],
    "a manifest": [
      "dns.yaml",
      "dns.yaml:2 - Error during parsing: Unknown directive 'items:'",
      "dns.yaml is a manifest; serve takes a Corefile, like CoreDNS; check and query -conf read manifests",
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [conf, coredns, says]) => {
    folder.layOut({ "dns/Corefile": WHOAMI, "dns.yaml": MANIFEST });
    const { code, err } = folder.run(`serve -conf ${conf}`);
    expect(code).toBe(1);
    expect(err).toBe(`${coredns}\ncorefile-studio serve: ${says}\n`);
  });
});
