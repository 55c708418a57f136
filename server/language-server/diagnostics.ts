/** Tells the editor what is wrong: a moment after the last key, for all files of a project. */
import { resolve } from "node:path";
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver/node";
import { listedPath } from "../../lib/language/workspace.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { ModelFolder } from "../engine/model-cluster.ts";
import { pathOf } from "./open-texts.ts";
import { byPath, projectProblems } from "./project-problems.ts";
import type { Project } from "./projects.ts";
import { toRange } from "./protocol-places.ts";
import type { ServerSession } from "./session.ts";

/** People type on within this time. */
const WAIT_MS = 150;

const SEVERITIES: Readonly<Record<Problem["severity"], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** A problem as the protocol has it: CoreDNS's words first, our advice on the next line. */
export function toDiagnostic({ range, severity, message, help, code }: Problem): Diagnostic {
  return {
    range: toRange(range),
    severity: SEVERITIES[severity],
    code,
    source: "corefile-studio",
    message: help === undefined ? message : `${message}\n${help}`,
  };
}

/** Follows the documents and publishes. */
export class Diagnostics {
  readonly #session: ServerSession;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The latest look; an older one that is still under way publishes nothing. */
  #turn = 0;
  /** What was published last for each file. */
  readonly #sent = new Map<string, string>();
  /** Manifests by the folder of their project. */
  readonly #models = new Map<string, ModelFolder>();

  constructor(session: ServerSession) {
    this.#session = session;
  }

  /** Looks at everything that is open, soon. */
  lookSoon(waitMs = WAIT_MS): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#timer = setTimeout(() => void this.#look(this.#turn), waitMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  async #look(turn: number): Promise<void> {
    const { connection, published } = this.#session;
    const found = new Map<string, readonly Problem[]>();
    for (const project of this.#openProjects()) {
      try {
        for (const [uri, problems] of await this.#lookAt(project))
          found.set(uri, [...(found.get(uri) ?? []), ...problems]);
      } catch (fault) {
        connection.console.error(`corefile-studio: ${fault instanceof Error ? fault.stack : String(fault)}`);
      }
      if (turn !== this.#turn) return;
    }
    for (const uri of published.keys()) if (!found.has(uri)) found.set(uri, []);
    for (const [uri, problems] of found) this.#publish(uri, problems);
  }

  /** Tells the problems of a file, unless the editor has been told just that. */
  #publish(uri: string, problems: readonly Problem[]): void {
    const { connection, published, texts } = this.#session;
    const version = texts.document(uri)?.version;
    const diagnostics = problems.map(toDiagnostic);
    const key = JSON.stringify([version, diagnostics]);
    if (this.#sent.get(uri) === key) return;
    if (version === undefined && problems.length === 0) this.#sent.delete(uri);
    else this.#sent.set(uri, key);
    void connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
    if (problems.length === 0) published.delete(uri);
    else published.set(uri, problems);
  }

  /** The projects of all open documents, each once. */
  #openProjects(): readonly Project[] {
    const { texts, projects } = this.#session;
    const byCorefile = new Map<string, Project>();
    for (const { uri } of texts.all) {
      const project = projects.of(uri);
      byCorefile.set(resolve(project.folder, project.corefile), project);
    }
    return [...byCorefile.values()];
  }

  /** Problems by URI. Every open document of the project is in it, so that what was mended goes away. */
  async #lookAt(project: Project): Promise<ReadonlyMap<string, readonly Problem[]>> {
    const { texts, projects, settings } = this.#session;
    const workspace = projects.workspace(project);
    const corefile = resolve(project.folder, project.corefile);
    const mine = texts.all.filter(({ uri }) => {
      const { folder, corefile: name } = projects.of(uri);
      return resolve(folder, name) === corefile;
    });
    const open = mine.map(({ uri }) => listedPath(workspace, pathOf(uri)));
    const model = this.#models.get(project.folder) ?? new ModelFolder();
    this.#models.set(project.folder, model);
    const problems = await projectProblems({ project, workspace, texts: texts.texts(), open, settings, model });
    const byUri = new Map<string, readonly Problem[]>(mine.map(({ uri }) => [uri, []]));
    for (const [path, list] of byPath(project, problems)) byUri.set(texts.uriOf(path), list);
    return byUri;
  }
}
