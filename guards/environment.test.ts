/** The process's environment has secrets in it: who reads it is named here, and everybody else is given what he may see. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT_FOLDER, sourceFiles } from "./sources.ts";

/** Each file that reads it, with what for. */
const READERS: Readonly<Record<string, string>> = {
  "app/api/_lib/engine.ts": "where the project is, and how its modules are called",
  "app/api/_lib/guard.ts": "the studio's own address and token",
  "cli/check.ts": "whether the terminal has colours",
  "cli/diff.ts": "the user's own shell asks",
  "cli/export.ts": "the user's own shell asks",
  "cli/log.ts": "the user's own shell asks",
  "cli/query.ts": "the user's own shell asks",
  "cli/query/engines.ts": "where the user's coredns is",
  "cli/query/read-chosen.ts": "the user's own shell asks",
  "cli/serve.ts": "the user's own shell asks",
  "cli/start.ts": "what the user tells the studio's server",
  "cli/test.ts": "the user's own shell asks",
  "server/control/coredns.ts": "where the user's coredns is",
  "server/control/studio.ts": "which folder to open",
  "server/engine/behaviour-diff/revision.ts": "where git is, and whose",
  "server/engine/worker/worker-host.ts": "where compiled modules lie",
  "server/host/host.ts": "the command line; in the studio's worker it is empty",
  "server/kubernetes/kubeconfig.ts": "which kubeconfig the user's kubectl reads",
  "server/language-server/projects.ts": "the user's own editor asks",
  "server/web/serve.ts": "where to listen",
  "server/workspaces/allowed-environment.ts": "what the user lets through",
  "server/workspaces/home.ts": "where the sample is kept",
  "server/workspaces/jailed-files.ts": "which files outside may be read",
};

test("only the files of this list read the process's environment", () => {
  const readers = ["lib", "server", "cli", "components", "app"].flatMap(sourceFiles).filter((file) => {
    if (/\.test\.tsx?$/.test(file) || file.includes("/_test/")) return false;
    return /\bprocess\s*(\?\.|\.|\[\s*["'])\s*env\b|\benv\b[^}]*\}\s*=\s*process\b|["'](?:node:)?process["']/.test(
      readFileSync(join(ROOT_FOLDER, file), "utf8"),
    );
  });
  expect(readers.sort()).toEqual(Object.keys(READERS).sort());
});
