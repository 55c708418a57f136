import { describe, expect, it } from "vitest";
import { parseCorefile } from "../../corefile/parse.ts";
import { applyEdits } from "../../text/edit.ts";
import type { Problem } from "../../text/problem.ts";
import { advise } from "./advise.ts";

/** A problem about a word of a text, as the studio has it. */
function problemAt(
  text: string,
  { word, message, file = "Corefile" }: { readonly word: string; readonly message: string; readonly file?: string },
): Problem {
  const token = parseCorefile(text, file).tokens.find(({ raw }) => raw === word);
  if (token === undefined) throw new Error(`no word ${word}`);
  return { code: "any.setup", severity: "error", cause: "here", message, range: token.range };
}

/** What is said of it, and the text with the first fix made. */
function advised(text: string, problem: Problem) {
  const [found] = advise([problem], []);
  const [fix] = found?.fixes ?? [];
  return { help: found?.help, title: fix?.title, text: fix === undefined ? undefined : applyEdits(text, fix.edits) };
}

const outside = (path: string): string =>
  `unable to access hosts file '${path}': stat ${path}: outside the workspace; allow it with COREFILE_STUDIO_ALLOW`;

describe("a path that leads out of the folder", () => {
  it("of the pod: the same file beside the Corefile", () => {
    const text = ".:53 {\n    hosts /etc/coredns/NodeHosts {\n        fallthrough\n    }\n}\n";
    const word = "/etc/coredns/NodeHosts";
    expect(
      advised(
        text,
        problemAt(text, { word, message: `plugin/hosts: Corefile:2 - Error during parsing: ${outside(word)}` }),
      ),
    ).toEqual({
      help: "In a pod, /etc/coredns is the folder of the Corefile. Here that is this one, and the path is NodeHosts. An export writes the paths of the pod again.",
      title: "Read NodeHosts instead",
      text: text.replace(word, "NodeHosts"),
    });
  });

  it("of the pod, in a Corefile of a subfolder: from where CoreDNS is started", () => {
    const text = ". {\n    hosts /etc/coredns/NodeHosts\n}\n";
    const word = "/etc/coredns/NodeHosts";
    const problem = problemAt(text, { word, message: outside(word), file: "edge/Corefile" });
    expect(advised(text, problem).text).toBe(text.replace(word, "edge/NodeHosts"));
  });

  it("of the pod, where a plugin adds to the name of a key", () => {
    const text = ". {\n    dnssec {\n        key file /etc/coredns/Kexample.org.+013+45330\n    }\n}\n";
    const word = "/etc/coredns/Kexample.org.+013+45330";
    const message = `plugin/dnssec: open ${word}.key: outside the workspace; allow it with COREFILE_STUDIO_ALLOW`;
    expect(advised(text, problemAt(text, { word, message })).title).toBe("Read Kexample.org.+013+45330 instead");
  });

  it("of the pod's folder itself", () => {
    const text = ". {\n    root /etc/coredns\n}\n";
    const word = "/etc/coredns";
    const found = advised(text, problemAt(text, { word, message: outside(word) }));
    expect(found.title).toBe("Read this folder instead");
    expect(found.text).toBe(text.replace(word, "."));
  });

  it("elsewhere: how to allow it, and no fix", () => {
    const text = ". {\n    geoip /opt/geo/city.mmdb\n}\n";
    const word = "/opt/geo/city.mmdb";
    const message = `failed to open database file: open ${word}: outside the workspace; allow it with COREFILE_STUDIO_ALLOW`;
    const found = advised(text, problemAt(text, { word, message }));
    expect(found.help).toContain("COREFILE_STUDIO_ALLOW=/opt/geo.");
    expect(found.title).toBeUndefined();
  });

  it("that is not what is written, as behind a variable: help and no fix", () => {
    const text = ". {\n    hosts {$HOSTS}\n}\n";
    const found = advised(text, problemAt(text, { word: "{$HOSTS}", message: outside("/etc/coredns/NodeHosts") }));
    expect(found.title).toBeUndefined();
  });
});

describe("an import that finds nothing in the folder of a pod", () => {
  it("is read from beside the Corefile", () => {
    const text = ".:53 {\n    import /etc/coredns/custom/*.override\n}\n";
    const word = "/etc/coredns/custom/*.override";
    const problem: Problem = {
      ...problemAt(text, { word, message: `No files matching import glob pattern: ${word}` }),
      severity: "warning",
    };
    const found = advised(text, problem);
    expect(found.help).toContain("the path is custom/*.override");
    expect(found.text).toBe(text.replace(word, "custom/*.override"));
  });

  it("counts from the file that it stands in", () => {
    const text = "import /etc/coredns/common.conf\n";
    const word = "/etc/coredns/common.conf";
    const message = `Corefile:1 - Error during parsing: File to import not found: ${word}`;
    const found = advised(text, problemAt(text, { word, message, file: "custom/a.server" }));
    expect(found.text).toBe("import ../common.conf\n");
  });

  it("keeps the advice for imports where the path leads elsewhere", () => {
    const text = "import /srv/common.conf\n";
    const word = "/srv/common.conf";
    const message = `Corefile:1 - Error during parsing: File to import not found: ${word}`;
    expect(advised(text, problemAt(text, { word, message })).help).toContain("No file and no snippet of this name.");
  });
});
