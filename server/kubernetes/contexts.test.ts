import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listContexts } from "./contexts.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "kubeconfig-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const path = join(home, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const config = (name: string, server: string, current = name): string => `
apiVersion: v1
kind: Config
current-context: ${current}
clusters: [{ name: ${name}, cluster: { server: "${server}" } }]
users: [{ name: ${name}, user: { exec: { command: /bin/false, apiVersion: client.authentication.k8s.io/v1 } } }]
contexts:
  - { name: ${name}, context: { cluster: ${name}, user: ${name}, namespace: dns } }
  - { name: ${name}-lost, context: { cluster: gone } }
`;

describe("the contexts of a kubeconfig", () => {
  it("are those of ~/.kube/config, with where they lead", async () => {
    const file = write(".kube/config", config("lab", "https://192.0.2.1:6443/"));
    expect(await listContexts({ HOME: home })).toEqual({
      files: [file],
      contexts: [
        { name: "lab", cluster: "lab", server: "https://192.0.2.1:6443", namespace: "dns", user: "lab" },
        { name: "lab-lost", cluster: "gone" },
      ],
      current: "lab",
      problems: [],
    });
  });

  it("are those of every file of KUBECONFIG; the first with a name wins", async () => {
    const files = [write("a", config("lab", "https://192.0.2.1")), write("b", config("lab", "https://192.0.2.2"))];
    const other = write("c", config("prod", "https://192.0.2.3"));
    const KUBECONFIG = [...files, join(home, "none"), other].join(delimiter);
    const { contexts, current } = await listContexts({ HOME: home, KUBECONFIG });
    expect(contexts.map(({ name, server }) => [name, server])).toEqual([
      ["lab", "https://192.0.2.1"],
      ["lab-lost", undefined],
      ["prod", "https://192.0.2.3"],
      ["prod-lost", undefined],
    ]);
    expect(current).toBe("lab");
  });

  it("are none without a file, and a current context that is not there is none", async () => {
    const { contexts, problems } = await listContexts({ HOME: home });
    expect([contexts, problems]).toEqual([[], [expect.stringContaining("There is no kubeconfig")]]);
    write(".kube/config", config("lab", "https://192.0.2.1", "other"));
    expect(await listContexts({ HOME: home })).not.toHaveProperty("current");
  });

  it("leave out what cannot be read, and say so", async () => {
    const bad = write("bad", "{{{ no yaml");
    const good = write("good", config("lab", "https://192.0.2.1"));
    const { contexts, problems } = await listContexts({ HOME: home, KUBECONFIG: `${bad}${delimiter}${good}` });
    expect(contexts).toHaveLength(2);
    expect(problems).toEqual([expect.stringContaining(`${bad} cannot be read as a kubeconfig`)]);
  });
});
