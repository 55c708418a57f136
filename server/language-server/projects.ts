/** Which Corefile a document belongs to: the one that names or imports it, or the document itself. */
import { basename, dirname, relative, resolve, sep } from "node:path";
import { kindByUse } from "../../lib/language/files/file-kind.ts";
import { LanguageService } from "../../lib/language/service.ts";
import { type LanguageWorkspace, listedPath } from "../../lib/language/workspace.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { directivesOf } from "../../lib/profiles/profile.ts";
import { KnownSettings } from "../../lib/studio-settings/known-settings.ts";
import { SETTINGS_FILE } from "../../lib/studio-settings/settings-file.ts";
import { corefileFiles } from "../engine/corefile-files.ts";
import { filesOf } from "../host/files.ts";
import { overlayFiles } from "../host/overlay-files.ts";
import { entriesOf, filesBelow } from "./folder-files.ts";
import { isCorefile, isCorefileName, type OpenTexts, pathOf } from "./open-texts.ts";

/** A Corefile and the folder in which CoreDNS would be started: its own. */
export interface Project {
  /** Absolute. */
  readonly folder: string;
  /** The Corefile's name in it. */
  readonly corefile: string;
}

/** A document with its surroundings at one moment. */
export interface Asked {
  readonly project: Project;
  readonly workspace: LanguageWorkspace;
  /** The document by the workspace's name for it. */
  readonly file: string;
}

/** Folders above a document that are looked through when it lies outside of all the editor's folders. */
const MAX_FOLDERS_ABOVE = 3;
/** Changes on disk of which the editor does not tell are seen after this time. */
const KEPT_MS = 2_000;

interface Kept {
  readonly version: number;
  readonly madeMs: number;
  readonly workspace: LanguageWorkspace;
}

/** What of the open documents matters here. */
export type ProjectTexts = Pick<OpenTexts, "version" | "shapeVersion" | "document" | "all" | "texts">;

/** Finds Corefiles, and keeps what was read as long as nothing changes. */
export class Projects {
  readonly #texts: ProjectTexts;
  readonly #service = new LanguageService();
  /** Absolute folders that the editor has open. */
  folders: readonly string[] = [];
  /** The port of server blocks that name none. */
  defaultPort = 53;
  #projects = new Map<string, { readonly version: number; readonly madeMs: number; readonly project: Project }>();
  #workspaces = new Map<string, Kept>();
  readonly #settings = new Map<string, KnownSettings>();
  #listings = new Map<string, { readonly madeMs: number; readonly paths: readonly string[] }>();

  constructor(texts: ProjectTexts) {
    this.#texts = texts;
  }

  /** Forgets all that was read from disk. */
  forget(): void {
    this.#projects.clear();
    this.#workspaces.clear();
    this.#listings.clear();
  }

  /** A document with its surroundings. */
  ask(uri: string): Asked {
    const project = this.of(uri);
    const workspace = this.workspace(project);
    return { project, workspace, file: listedPath(workspace, pathOf(uri)) };
  }

  /** The absolute path of a file that a problem or a place names. */
  pathOf({ folder }: Project, file: string): string {
    return resolve(folder, file);
  }

  /** The Corefile of a document. */
  of(uri: string): Project {
    const { shapeVersion: version } = this.#texts;
    const known = this.#projects.get(uri);
    if (known !== undefined && known.version === version && Date.now() - known.madeMs < KEPT_MS) return known.project;
    const project = this.#find(uri);
    this.#projects.set(uri, { version, madeMs: Date.now(), project });
    return project;
  }

  #find(uri: string): Project {
    const path = pathOf(uri);
    const own = projectOf(path);
    const document = this.#texts.document(uri);
    const isOwn = document === undefined ? isCorefileName(basename(path)) : isCorefile(document);
    // A file called Corefile is one, whoever imports it.
    if (isOwn && basename(path) === "Corefile") return own;
    for (const candidate of this.#candidates(path)) {
      const project = projectOf(candidate);
      if (kindByUse(this.workspace(project), path) !== undefined) return project;
    }
    if (isOwn) return own;
    const beside = this.#candidates(path).find((candidate) => dirname(candidate) === own.folder);
    return beside === undefined ? { folder: own.folder, corefile: "Corefile" } : projectOf(beside);
  }

  /** Corefiles that may name a file, the nearest first: open ones, those in the folders above, those of the editor's folder. */
  #candidates(path: string): readonly string[] {
    const open = this.#texts.all.filter(isCorefile).map(({ uri }) => pathOf(uri));
    const root = this.folders.find((folder) => path.startsWith(`${folder}${sep}`));
    const found = new Set(open);
    let folder = dirname(path);
    for (let above = 0; root !== undefined || above < MAX_FOLDERS_ABOVE; above++) {
      for (const { name, isFolder } of entriesOf(folder)) {
        if (!isFolder && isCorefileName(name)) found.add(resolve(folder, name));
      }
      if (folder === root || dirname(folder) === folder) break;
      folder = dirname(folder);
    }
    if (root !== undefined) for (const file of this.#listing(root)) if (isCorefileName(basename(file))) found.add(file);
    found.delete(path);
    const distance = (file: string): number => relative(dirname(path), file).split(sep).length;
    return [...found].sort((left, right) => distance(left) - distance(right));
  }

  #listing(folder: string): readonly string[] {
    const known = this.#listings.get(folder);
    if (known !== undefined && Date.now() - known.madeMs < KEPT_MS) return known.paths;
    const paths = filesBelow(folder);
    this.#listings.set(folder, { madeMs: Date.now(), paths });
    return paths;
  }

  /** The files of a project as they are now: open documents over those on disk. */
  workspace(project: Project): LanguageWorkspace {
    const key = resolve(project.folder, project.corefile);
    const known = this.#workspaces.get(key);
    const { version } = this.#texts;
    if (known !== undefined && known.version === version && Date.now() - known.madeMs < KEPT_MS) return known.workspace;
    const workspace = this.#make(project);
    this.#workspaces.set(key, { version, madeMs: Date.now(), workspace });
    return workspace;
  }

  #make({ folder, corefile }: Project): LanguageWorkspace {
    const texts = this.#texts.texts();
    const files = corefileFiles(overlayFiles(filesOf(folder), { texts }));
    const below = [...this.#listing(folder), ...texts.keys()].filter((path) => path.startsWith(`${folder}${sep}`));
    const settings = files.read(SETTINGS_FILE);
    const known = this.#settings.get(folder) ?? new KnownSettings();
    this.#settings.set(folder, known);
    const { release } = known.in(typeof settings === "string" ? settings : undefined);
    return {
      service: this.#service,
      corefile,
      files: readOnce(files),
      paths: [...new Set(below)].map((path) => relative(folder, path).replaceAll(sep, "/")),
      environment: process.env,
      release,
      directives: directivesOf(release, directives),
      defaultPort: String(this.defaultPort),
    };
  }
}

function projectOf(path: string): Project {
  return { folder: dirname(path), corefile: basename(path) };
}

/** The same files; each text is read once. */
function readOnce(files: LanguageWorkspace["files"]): LanguageWorkspace["files"] {
  const known = new Map<string, ReturnType<typeof files.read>>();
  return {
    ...files,
    read(path) {
      const before = known.get(path);
      if (before !== undefined) return before;
      const read = files.read(path);
      known.set(path, read);
      return read;
    },
  };
}
