/** A workspace that came by a link or a file in the place of one's own, and the way back. */
import type { OpenRequest, PackReply } from "../../api/open-workspace.ts";
import type { SharedQuestion, SharedWorkspace } from "../../api/shared-workspace.ts";
import type { Workspace } from "../../api/workspace.ts";
import { INITIAL_QUESTION, type QuestionState } from "../answers/question-slice.ts";
import { unsavedTexts } from "../drafts/drafts-slice.ts";
import type { UnsavedText } from "../drafts/kept-draft.ts";
import { addFile } from "../files/tabs.ts";
import { draftsOf } from "../files/workspace-slice.ts";
import type { SliceContext } from "../slice.ts";

/** How a workspace came. */
export type SharedBy = "link" | "file";

/** What was open before. */
interface Before {
  /** What people call it. */
  readonly name: string;
  readonly request: OpenRequest;
  /** What was not saved; the drafts of the browser have the same. */
  readonly unsaved: ReadonlyMap<string, UnsavedText>;
  readonly activePath: string | undefined;
  readonly question: QuestionState;
}

export interface ShareState {
  /** Undefined when nothing that was shared was opened in the life of this page. */
  readonly opened: { readonly by: SharedBy; readonly before: Before | undefined } | undefined;
}

export const INITIAL_SHARE: ShareState = { opened: undefined };

export interface ShareActions {
  /** Opens a workspace that came by a link or a file; what was open before is kept. */
  openShared(workspace: SharedWorkspace, by: SharedBy): Promise<boolean>;
  /** Opens what was open before, with the texts that were not saved then. */
  backFromShared(): Promise<boolean>;
  /** Makes a copy of what was shared, which is the user's, and takes the unsaved texts along. */
  makeOwnCopy(): Promise<boolean>;
  /** The files of the workspace in one piece, unsaved texts before those of the disk. */
  packWorkspace(scope: "needed" | "all"): Promise<PackReply>;
}

/** Where the way back leads: a name, and whether unsaved texts wait there. */
export function wayBack({
  share,
  workspace,
}: {
  readonly share: ShareState;
  readonly workspace: { readonly info: Workspace | undefined };
}): { readonly name: string; readonly hasDrafts: boolean } {
  const before = share.opened?.before;
  if (before !== undefined) return { name: before.name, hasDrafts: before.unsaved.size > 0 };
  return { name: workspace.info?.hasHome === true ? "my folder" : "the sample", hasDrafts: false };
}

/** The question as a link has it: only what is not as usual. */
export function sharedQuestion(question: QuestionState): SharedQuestion | undefined {
  const name = question.name.trim();
  if (name === "") return undefined;
  const { type, class: queryClass, transport, ednsSize, dnssecOk, clientAddress } = question;
  return {
    name,
    type,
    ...(queryClass === INITIAL_QUESTION.class ? {} : { class: queryClass }),
    ...(transport === INITIAL_QUESTION.transport ? {} : { transport }),
    ...(ednsSize === INITIAL_QUESTION.ednsSize ? {} : { ednsSize: ednsSize ?? null }),
    ...(dnssecOk ? { dnssecOk } : {}),
    ...(clientAddress === "" ? {} : { clientAddress }),
  };
}

function questionOf({ ednsSize, ...question }: SharedQuestion): QuestionState {
  const given = Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined));
  const size = ednsSize === undefined ? INITIAL_QUESTION.ednsSize : (ednsSize ?? undefined);
  return { ...INITIAL_QUESTION, ...given, ednsSize: size };
}

/** Makes the actions. */
export function createShareActions(context: SliceContext): ShareActions {
  const { api, get, patch } = context;
  return {
    async openShared(workspace, by) {
      const { share, question } = get();
      const before = beforeOf(context) ?? share.opened?.before;
      const isOpen = await get().actions.openWorkspace({ kind: "shared", workspace });
      if (!isOpen) return false;
      patch("share", { opened: { by, before } });
      patch("question", workspace.question === undefined ? question : questionOf(workspace.question));
      return true;
    },
    async backFromShared() {
      const { share, workspace } = get();
      const before = share.opened?.before;
      const home: OpenRequest = { kind: workspace.info?.hasHome === true ? "home" : "sample" };
      if (!(await get().actions.openWorkspace(before?.request ?? home))) return false;
      patch("share", INITIAL_SHARE);
      if (before === undefined) return true;
      patch("question", before.question);
      await takeBack(context, before);
      return true;
    },
    async makeOwnCopy() {
      const unsaved = unsavedTexts(get().workspace);
      const { activePath } = get().workspace;
      if (!(await get().actions.openWorkspace({ kind: "own-copy" }))) return false;
      patch("share", INITIAL_SHARE);
      for (const [path, text] of unsaved) await layOver(context, path, text);
      if (activePath !== undefined) await get().actions.openFile(activePath);
      await get().actions.loadExamples();
      return true;
    },
    packWorkspace: (scope) => api.pack({ drafts: draftsOf(get().workspace), scope }),
  };
}

/** What is open, unless it was shared itself. */
function beforeOf({ get }: SliceContext): Before | undefined {
  const { workspace, question } = get();
  const { info, activePath } = workspace;
  const request = info && requestFor(info);
  if (info === undefined || request === undefined) return undefined;
  return { name: info.name, request, unsaved: unsavedTexts(workspace), activePath, question };
}

function requestFor({ origin, name }: Workspace): OpenRequest | undefined {
  switch (origin) {
    case "folder":
      return { kind: "home" };
    case "sample":
      return { kind: "sample" };
    case "example":
    case "copy":
      return { kind: origin, name };
    case "shared":
      return undefined;
    default:
      return origin satisfies never;
  }
}

/** Drafts that were left behind are offered on coming back; those of this window are taken at once. */
async function takeBack({ get }: SliceContext, { unsaved, activePath }: Before): Promise<void> {
  const mine = get().drafts.offers.filter(({ path, text }) => unsaved.get(path)?.text === text);
  for (const path of unsaved.keys()) {
    const offer = mine.find((one) => one.path === path);
    if (offer !== undefined) await get().actions.takeOffer(offer.id);
  }
  if (activePath !== undefined) await get().actions.openFile(activePath);
}

/** A text that the copy does not have yet. */
async function layOver(context: SliceContext, path: string, unsaved: UnsavedText): Promise<void> {
  await addFile(context, path, unsaved).catch(() => undefined);
  await context
    .get()
    .actions.replaceText(path, unsaved.text)
    .catch(() => undefined);
}
