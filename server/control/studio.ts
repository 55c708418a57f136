/** The studio of this process: one open workspace, one engine, and those who hear of both. */
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AskReply, CheckedAskRequest } from "../../lib/api/ask.ts";
import type { ApplyReply, CheckReply, Drafts } from "../../lib/api/check.ts";
import type { ControlRequest, EngineInfo } from "../../lib/api/engine.ts";
import type {
  ChangedReply,
  DeleteRequest,
  ExamplesReply,
  FileReply,
  OpenRequest,
  RenameRequest,
  Workspace,
  WriteFileRequest,
} from "../../lib/api/workspace.ts";
import { SETTINGS_FILE } from "../../lib/studio-settings/settings-file.ts";
import type { Snapshot } from "../engine/worker-messages.ts";
import { allowedEnvironment } from "../workspaces/allowed-environment.ts";
import { WorkspaceFolder } from "../workspaces/folder.ts";
import { exampleFolder, listExamples, sampleFolder, studioHome } from "../workspaces/home.ts";
import { allowedPaths } from "../workspaces/jailed-files.ts";
import { Refusal } from "../workspaces/refusal.ts";
import { askEngine } from "./ask.ts";
import { EngineControl } from "./engine-control.ts";
import { EventHub } from "./event-hub.ts";

/** The CoreDNS release that the built-in engine follows. */
const RELEASE = "1.15.0";
/** How long a question waits for the newest text while an earlier one serves. */
const NEWEST_TEXT_WITHIN_MS = 2000;
const WORKER = new URL("../engine/worker.ts", import.meta.url);

export interface StudioOptions {
  /** The folder to open; the sample if left out. */
  readonly folder?: string | undefined;
  /** Where the sample and copies of examples are. */
  readonly home?: string | undefined;
  /** The file that engine workers run, for tests. */
  readonly entry?: string | URL;
  /** Memory for the engine's objects, in MiB. */
  readonly memoryMb?: number;
  /** The variables of this process that a Corefile may see; none if left out. */
  readonly environment?: Workspace["environment"];
}

/** Everything that routes may ask. Methods throw a `Refusal` for what cannot be done. */
export class Studio {
  readonly events = new EventHub();
  readonly #options: StudioOptions;
  readonly #engine: EngineControl;
  readonly #asking = new Map<string, AbortController>();
  #folder: WorkspaceFolder;
  #drafts: Drafts = {};
  #started: Promise<unknown> | undefined;

  constructor(options: StudioOptions = {}) {
    this.#options = options;
    this.#engine = new EngineControl({
      entry: options.entry ?? WORKER,
      release: RELEASE,
      ...(options.memoryMb === undefined ? {} : { memoryMb: options.memoryMb }),
      tell: (event) => this.events.tell(event),
      logFault: (details) => process.stderr.write(`The engine failed: ${details}\n`),
    });
    this.#folder = this.#openFolder({ kind: "home" });
  }

  /** What is open. */
  workspace(): Workspace {
    return this.#folder.describe();
  }

  readFile(path: string): FileReply {
    return this.#folder.read(path);
  }

  /** Writes a file; the engine takes it up by itself. */
  async writeFile(request: WriteFileRequest): Promise<ChangedReply> {
    this.#requireFolder(request.folder);
    const revision = await this.#withoutDraft(request.path, () => this.#folder.write(request));
    return { revision, workspace: this.workspace() };
  }

  async renameFile(request: RenameRequest): Promise<ChangedReply> {
    this.#requireFolder(request.folder);
    await this.#folder.rename(request);
    return { workspace: this.workspace() };
  }

  async deleteFile({ path, folder }: DeleteRequest): Promise<ChangedReply> {
    this.#requireFolder(folder);
    await this.#withoutDraft(path, () => this.#folder.delete(path));
    return { workspace: this.workspace() };
  }

  /** Opens another workspace, or makes another file of this one the Corefile. */
  open(request: OpenRequest): Workspace {
    if (request.kind === "corefile") {
      this.#folder.chooseCorefile(request.path);
      return this.workspace();
    }
    const opened = this.#openFolder(request);
    this.#folder.close();
    this.#folder = opened;
    this.#drafts = {};
    const workspace = this.workspace();
    this.events.tell({ kind: "workspace", workspace, changed: [] });
    void this.#applyNewest();
    return workspace;
  }

  examples(): ExamplesReply {
    return { examples: listExamples() };
  }

  check({
    drafts,
    corefile,
  }: {
    readonly drafts: Drafts;
    readonly corefile?: string | undefined;
  }): Promise<CheckReply> {
    return this.#engine.check({ ...this.#snapshot(drafts), ...(corefile === undefined ? {} : { corefile }) });
  }

  /** What lint has to say about the texts. */
  advise({ drafts }: { readonly drafts: Drafts }): Promise<CheckReply> {
    return this.#engine.advise(this.#snapshot(drafts));
  }

  apply({ drafts }: { readonly drafts: Drafts }): Promise<ApplyReply> {
    this.#drafts = drafts;
    return this.#applyNewest();
  }

  /** The engine as it is now; started by the first who asks. */
  engine(): EngineInfo {
    this.#start();
    return this.#engine.info;
  }

  /** Asks a question; it ends early when `signal` or a `cancel` with its ID says so. */
  async ask(request: CheckedAskRequest, signal?: AbortSignal): Promise<AskReply> {
    await this.#takenUp();
    const controller = new AbortController();
    const { id } = request;
    if (id !== undefined) this.#asking.set(id, controller);
    try {
      const both = signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]);
      return await askEngine(this.#engine, request, both);
    } finally {
      if (id !== undefined) this.#asking.delete(id);
    }
  }

  async control(request: ControlRequest): Promise<EngineInfo> {
    if (request.action === "cancel") this.#asking.get(request.askId)?.abort();
    else if (request.action === "stop") await this.#engine.stop();
    else await this.#restart();
    return this.#engine.info;
  }

  /** Ends the engine and stops watching the folder. */
  async close(): Promise<void> {
    this.#folder.close();
    await this.#engine.close();
  }

  async #restart(): Promise<void> {
    await this.#engine.stop();
    await this.#applyNewest();
  }

  /** Done when the newest text serves, or is refused; of one that takes long the question does not wait for the end. */
  async #takenUp(): Promise<void> {
    const started = this.#start();
    const isServing = this.#engine.info.listeners.length > 0;
    await (isServing ? Promise.race([started, sleep(NEWEST_TEXT_WITHIN_MS, undefined, { ref: false })]) : started);
  }

  #start(): Promise<unknown> {
    this.#started ??= this.#applyNewest();
    return this.#started;
  }

  #applyNewest(): Promise<ApplyReply> {
    const applying = this.#engine.apply(this.#snapshot(this.#drafts));
    this.#started = applying;
    return applying;
  }

  #snapshot(drafts: Drafts): Snapshot {
    const { root, corefile } = this.#folder;
    const environment = this.#options.environment ?? {};
    return { root, corefile, drafts, allowed: allowedPaths(), environment, settings: SETTINGS_FILE };
  }

  /** A page that has not heard of the folder that another window opened must not change files of the same names there. */
  #requireFolder(meant: string | undefined): void {
    if (meant === undefined || meant === this.#folder.root) return;
    throw new Refusal(410, `${meant} is no longer open: another window opened ${this.#folder.root}`, "Open it again.");
  }

  /** Changes a file, so that its unsaved text no longer counts; when it cannot be changed, that text counts again. */
  async #withoutDraft<Value>(path: string, change: () => Promise<Value>): Promise<Value> {
    const before = this.#drafts;
    const { [path]: _unsaved, ...others } = before;
    this.#drafts = others;
    try {
      return await change();
    } catch (error) {
      if (this.#drafts === others) this.#drafts = before;
      throw error;
    }
  }

  #openFolder(request: Exclude<OpenRequest, { kind: "corefile" }>): WorkspaceFolder {
    const folder = this.#makeFolder(request);
    folder.onChange((workspace, changed) => {
      this.events.tell({ kind: "workspace", workspace, changed: [...changed] });
      if (this.#started !== undefined) void this.#applyNewest();
    });
    return folder;
  }

  #makeFolder(request: Exclude<OpenRequest, { kind: "corefile" }>): WorkspaceFolder {
    const home = this.#options.home ?? studioHome();
    const { folder, environment = {} } = this.#options;
    const shared = { environment, hasHome: folder !== undefined };
    if (request.kind === "example") {
      const { name } = request;
      return new WorkspaceFolder(exampleFolder(name, home), { origin: "example", name, ...shared });
    }
    if (request.kind === "home" && folder !== undefined)
      return new WorkspaceFolder(resolve(folder), { origin: "folder", ...shared });
    return new WorkspaceFolder(sampleFolder(home), { origin: "sample", name: "sample", ...shared });
  }
}

const KEPT = Symbol.for("corefile-studio");

/** The one studio of this process; Next may load its routes in several copies, so it is kept beside them. */
export function theStudio(): Studio {
  const kept: unknown = Reflect.get(globalThis, KEPT);
  if (kept instanceof Studio) return kept;
  const made = new Studio({ folder: process.env.COREFILE_STUDIO_DIR, environment: allowedEnvironment() });
  Reflect.set(globalThis, KEPT, made);
  return made;
}
