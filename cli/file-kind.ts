/** What a file that somebody names is: by the Corefile that names it, by its content, by its own name; never by a guess. */
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { filesInMemory } from "../lib/corefile/imports/files-in-memory.ts";
import { looksLikeManifest } from "../lib/kubernetes/looks-like-manifest.ts";
import { type ContentKind, isHostsFile, isSurelyZoneFile, kindByContent } from "../lib/language/files/content-kind.ts";
import { type FileKind, kindByName, kindByUse } from "../lib/language/files/file-kind.ts";
import { LanguageService } from "../lib/language/service.ts";
import type { LanguageWorkspace } from "../lib/language/workspace.ts";
import { isManifestName } from "./check/inputs.ts";

/** A file and its text. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Names of standard input and of pipes: no Corefile names these. */
const NO_PLACE = /^\/(?:dev|proc)\//;

/** What is known of it. `manifest` is YAML or JSON, `unknown` anything of which nothing is known. */
export interface KnownFile {
  readonly kind: ContentKind | "manifest" | "other" | "unknown";
  readonly around: Around;
}

/** A file in its workspace. */
interface Around {
  readonly workspace: LanguageWorkspace;
  /** The file by the workspace's name for it. */
  readonly file: string;
  /** Absolute; the workspace's names start here. */
  readonly folder: string;
}

/** Looks at a file. */
export async function knowFile(file: NamedText): Promise<KnownFile> {
  const { name, text } = file;
  if (isManifestName(name) || looksLikeManifest(text)) return { kind: "manifest", around: alone(file) };
  const content = isSurelyZoneFile(text) ? "zone-file" : isHostsFile(text) ? "hosts-file" : undefined;
  if (isCorefileName(name) && content === undefined) return { kind: "corefile", around: alone(file) };
  const around = NO_PLACE.test(name) ? alone(file) : await lookAround(file);
  const { workspace, file: listed } = around;
  // A file is not what it is because it would have to name others.
  const used = listed === workspace.corefile ? undefined : kindByUse(workspace, listed);
  if (used !== undefined) return { kind: ofUse(used), around };
  return { kind: content ?? (await byContentOrName(file)), around };
}

async function byContentOrName({ name, text }: NamedText): Promise<KnownFile["kind"]> {
  const { directives } = await import("../lib/plugins/directives.gen.ts");
  return kindByContent(text, new Set(directives.map((directive) => directive.name))) ?? ofName(name);
}

/** What the Corefile reads otherwise, a key or a certificate, is none of ours. */
function ofUse(kind: FileKind): KnownFile["kind"] {
  if (kind === "yaml") return "manifest";
  return kind === "text" ? "other" : kind;
}

/** A zone file with a mistake, an empty file: here only the name tells. */
function ofName(name: string): KnownFile["kind"] {
  if (/\.(?:override|server)$/.test(name)) return "corefile";
  return kindByName(name) === "zone-file" ? "zone-file" : "unknown";
}

/** The names that Corefiles have. */
export function isCorefileName(name: string): boolean {
  return /^Corefile(?:[.-]|$)|\.corefile$/i.test(basename(name));
}

/** The Corefile that names a file: the nearest of its folder, of the folders above, and of this one. */
async function lookAround({ name, text }: NamedText): Promise<Around> {
  const { Projects } = await import("../server/language-server/projects.ts");
  const projects = new Projects({
    version: 0,
    shapeVersion: 0,
    document: () => undefined,
    all: [],
    texts: () => new Map(),
  });
  projects.folders = [process.cwd()];
  const { project, workspace, file } = projects.ask(pathToFileURL(resolve(name)).href);
  const { files } = workspace;
  const own = files.absolute(file);
  const read = (path: string): ReturnType<typeof files.read> =>
    files.absolute(path) === own ? text : files.read(path);
  return { workspace: { ...workspace, files: { ...files, read } }, file, folder: project.folder };
}

/** A file of which no Corefile is known. */
function alone({ name, text }: NamedText): Around {
  const files = filesInMemory({ [name]: text });
  const service = new LanguageService();
  const workspace = { service, corefile: "", files, paths: [name], environment: {}, directives: [] };
  return { workspace, file: name, folder: "/" };
}
