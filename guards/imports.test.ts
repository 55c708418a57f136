/** Imports point one way (ARCHITECTURE.md): this table is the rule, and the test its keeper. */
import { describe, expect, test } from "vitest";
import { type Import, importsOf, sourceFiles } from "./sources.ts";

/** What every plugin may know, and what is made of plugins. */
const BELOW_PLUGINS = [
  "text",
  "go",
  "dns",
  "bbolt",
  "system-files",
  "zone",
  "template",
  "expression",
  "corefile",
  "directive",
  "ports",
  "explanation",
  "chain",
] as const;

/** Each room of `lib`, with the rooms whose files it may import. */
const LIB: Readonly<Record<string, readonly string[]>> = {
  text: [],
  go: ["text"],
  bbolt: ["text"],
  dns: ["text", "go"],
  "system-files": ["text", "go", "dns"],
  zone: ["text", "go", "dns"],
  template: ["text", "go", "dns"],
  expression: ["text", "go", "dns", "template"],
  corefile: ["text", "go", "dns", "zone"],
  directive: ["text", "go", "dns", "zone", "template", "expression", "corefile"],
  ports: ["text", "go", "dns", "zone", "corefile", "directive"],
  explanation: ["text", "go", "dns", "zone", "corefile", "directive", "ports", "chain"],
  chain: ["text", "go", "dns", "zone", "template", "expression", "corefile", "directive", "ports", "explanation"],
  "set-up": [...BELOW_PLUGINS],
  "plugin-kit": [...BELOW_PLUGINS, "set-up"],
  plugins: [...BELOW_PLUGINS, "set-up", "plugin-kit", "kubernetes"],
  profiles: ["text", "corefile", "directive"],
  language: [
    "text",
    "go",
    "dns",
    "system-files",
    "zone",
    "corefile",
    "directive",
    "profiles",
    "studio-settings",
    "yaml",
    "ports",
    "kubernetes",
    "dns-tests",
  ],
  lint: ["text", "go", "dns", "system-files", "zone", "corefile", "directive", "profiles"],
  yaml: [],
  http3: [],
  kubernetes: ["text", "go", "dns", "corefile", "ports", "yaml"],
  "studio-settings": ["text", "go", "corefile", "profiles", "yaml"],
  traffic: ["text", "go", "dns", "corefile", "directive", "questions"],
  "dns-tests": ["text", "go", "dns", "api"],
  coverage: ["text", "go", "dns", "system-files", "corefile", "directive", "explanation", "language"],
  questions: ["text", "go", "dns", "system-files", "zone", "corefile", "directive", "language", "dns-tests"],
  "behaviour-diff": ["text", "api", "explanation", "questions"],
  diagram: ["text", "go", "dns", "corefile", "directive", "explanation", "chain"],
  share: ["text", "corefile", "directive", "language", "api", "explanation"],
  api: ["text", "go", "dns", "corefile", "explanation", "chain"],
  studio: [
    "text",
    "go",
    "dns",
    "corefile",
    "directive",
    "explanation",
    "chain",
    "language",
    "diagram",
    "api",
    "kubernetes",
    "dns-tests",
    "traffic",
    "share",
    "behaviour-diff",
  ],
  commands: ["studio", "api", "language", "corefile", "explanation", "chain", "dns", "text"],
};

/** Top folders, with the top folders whose files each may import. */
const TOP: Readonly<Record<string, readonly string[]>> = {
  lib: ["lib"],
  components: ["components", "lib"],
  app: ["app", "components", "lib"],
  server: ["server", "lib"],
  cli: ["cli", "server", "lib"],
  editors: ["editors"],
};

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.includes("/_test/");
const room = (file: string): string => file.split("/")[1] ?? "";

function offences(folder: string, isOffence: (file: string, imported: Import) => boolean): string[] {
  return sourceFiles(folder)
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((imported) => isOffence(file, imported))
        .map(({ target }) => `${file} → ${target}`),
    );
}

describe("arrows", () => {
  test.each(Object.keys(TOP))("%s imports only what stands below it", (folder) => {
    const allowed = TOP[folder] ?? [];
    const isGateway = (file: string): boolean => file.startsWith("app/api/_lib/");
    const found = offences(folder, (file, { target, isPackage }) => {
      if (isPackage) return false;
      if (isGateway(file) && target.startsWith("server/control")) return false;
      return !allowed.includes(target.split("/")[0] ?? "") && target !== "package.json";
    });
    expect(found).toEqual([]);
  });

  test("inside lib a room imports only the rooms that the table names", () => {
    const found = offences("lib", (file, { target, isPackage }) => {
      if (isPackage || !target.startsWith("lib/") || room(file) === room(target)) return false;
      if (room(file) === "lint" && /^lib\/plugins\/[^/]+\/directive\.ts$/.test(target)) return false;
      return !(LIB[room(file)] ?? []).includes(room(target));
    });
    expect(found).toEqual([]);
  });

  test("every room of lib is in the table", () => {
    const rooms = new Set(
      sourceFiles("lib")
        .map(room)
        .filter((name) => !name.endsWith(".ts")),
    );
    expect([...rooms].filter((name) => LIB[name] === undefined)).toEqual([]);
  });

  test("a plugin reaches into another plugin's folder only through its api.ts", () => {
    const plugin = (file: string): string | undefined => /^lib\/plugins\/([^/]+)\/.+/.exec(file)?.[1];
    const found = offences("lib/plugins", (file, { target, isPackage }) => {
      const other = plugin(target);
      if (isPackage || plugin(file) === undefined || other === undefined || other === plugin(file)) return false;
      return !target.endsWith("/api.ts");
    });
    expect(found).toEqual([]);
  });

  test("lib is pure: no Node, no DOM framework", () => {
    const found = offences(
      "lib",
      (_file, { target, isPackage }) => isPackage && /^(node:|react|next|monaco-editor)/.test(target),
    );
    expect(found).toEqual([]);
  });

  test("only the Corefile editor knows Monaco, and loads it when it is needed", () => {
    const found = offences("components", (file, { target, typeOnly }) => {
      return target.startsWith("monaco-editor") && !typeOnly && !file.startsWith("components/corefile-editor/");
    });
    expect(found).toEqual([]);
  });

  test("the page knows no plugin's set-up or handler", () => {
    const behaviour = /^lib\/plugins\/(setups\.gen|[^/]+\/(setup|handler))/;
    const found = ["components", "app", "lib/studio", "lib/language", "lib/diagram", "lib/commands"].flatMap((folder) =>
      offences(folder, (_file, { target }) => behaviour.test(target)),
    );
    expect(found).toEqual([]);
  });
});
