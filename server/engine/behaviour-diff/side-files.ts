/** What a side is made of: its configuration as it is read, and the texts of its files. */
import { relative } from "node:path";
import type { LineText } from "../../../lib/behaviour-diff/path.ts";
import type { SideTexts } from "../../../lib/behaviour-diff/text-changes.ts";
import type { Configuration } from "../../../lib/corefile/configuration.ts";
import type { CorefileFiles } from "../../../lib/corefile/imports/files.ts";
import { loadCorefile } from "../../../lib/corefile/load.ts";
import { TESTS_FILE } from "../../../lib/dns-tests/schema.ts";
import { readTestFile, type TestFile } from "../../../lib/dns-tests/test-file.ts";
import { fileWords } from "../../../lib/language/files/file-words.ts";
import { directives } from "../../../lib/plugins/directives.gen.ts";
import { filesOf } from "../../host/files.ts";
import { overlayFiles } from "../../host/overlay-files.ts";
import { jailFiles } from "../../workspaces/jailed-files.ts";
import { corefileFiles } from "../corefile-files.ts";
import { ORDER } from "../plugin-order.ts";
import { type Side, type Surroundings, snapshotOf } from "./side.ts";

/** A side as it lies there. */
export interface SideFiles {
  readonly files: CorefileFiles;
  readonly configuration: Configuration;
  /** The texts of its files by their paths from the root; absolute ones of files elsewhere. */
  readonly texts: SideTexts;
  readonly lineText: LineText;
  /** Its tests and what stands for upstreams; undefined where there is no such file, or it cannot be read. */
  readonly tests: TestFile | undefined;
}

const KNOWN = new Set(ORDER);
const MANIFEST = /\.(ya?ml|json)$/;

/** Reads the files of a side. */
export function readSide(side: Side, surroundings: Surroundings): SideFiles {
  const jailed = jailFiles(filesOf(side.root), snapshotOf(side, surroundings));
  const files = corefileFiles(side.overlay === undefined ? jailed : overlayFiles(jailed, side.overlay));
  const text = files.read(side.corefile);
  const configuration = loadCorefile({
    file: side.corefile,
    text: typeof text === "string" ? text : "",
    files,
    environment: surroundings.environment,
    directives: KNOWN,
  });
  const texts = new Map<string, string>();
  const add = (path: string): void => {
    const read = files.read(path);
    if (typeof read === "string") texts.set(namedFrom(side.root, files.absolute(path)), read);
  };
  for (const path of [side.corefile, ...configuration.imported]) add(path);
  for (const { path, content } of configuration.blocks.flatMap((block) => fileWords(block, directives))) {
    if (content.kind === "zone-folder") for (const name of files.list(path) ?? []) add(`${path}/${name}`);
    else add(path);
  }
  const { cluster } = side;
  if (cluster !== undefined)
    for (const name of files.list(cluster) ?? []) if (MANIFEST.test(name)) add(`${cluster}/${name}`);
  return { files, configuration, texts, lineText: linesOf(texts, side.root), tests: testsIn(files) };
}

/** Both Corefiles have one name where they are compared, whatever they are called. */
export function inOneName({ texts }: SideFiles, corefile: string, common: string): SideTexts {
  return new Map([...texts].map(([path, text]) => [path === corefile ? common : path, text]));
}

function namedFrom(root: string, absolute: string): string {
  const way = relative(root, absolute);
  return way.startsWith("..") ? absolute : way;
}

function testsIn(files: CorefileFiles): TestFile | undefined {
  const text = files.read(TESTS_FILE);
  const read = typeof text === "string" ? readTestFile(text) : undefined;
  return read === undefined || "problems" in read ? undefined : read;
}

function linesOf(texts: SideTexts, root: string): LineText {
  const split = new Map<string, readonly string[]>();
  return ({ file, start }) => {
    const path = file.startsWith("/") ? namedFrom(root, file) : file;
    let lines = split.get(path);
    if (lines === undefined) {
      lines = texts.get(path)?.split("\n") ?? [];
      split.set(path, lines);
    }
    return lines[start.line - 1];
  };
}
