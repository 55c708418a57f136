/** Comparing the page's texts with the disk, a revision of git, an example as it ships, or a save point. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CheckedCompareRequest, CompareReply } from "../../lib/api/behaviour-diff.ts";
import { questionText } from "../../lib/questions/placed-question.ts";
import { compareInThread, type ThreadOptions, type ThreadResult } from "../engine/behaviour-diff/in-thread.ts";
import { readSideOfRevision } from "../engine/behaviour-diff/revision.ts";
import { type Side, sideOfTexts, withTexts } from "../engine/behaviour-diff/side.ts";
import { EngineDied, type Snapshot } from "../engine/engine.ts";
import { exampleSource } from "../workspaces/home.ts";
import { Refusal } from "../workspaces/refusal.ts";

/** The folder that is open, and what it is a copy of. */
export interface ComparedFolder {
  /** With the drafts of the page. */
  readonly snapshot: Snapshot;
  /** The example's name; undefined for the user's own folder. */
  readonly example: string | undefined;
}

/** Compares. Throws a `Refusal` where there is nothing to compare with, or where the thread ended over it. */
export async function compareFolder(
  { snapshot, example }: ComparedFolder,
  { before, drafts }: CheckedCompareRequest,
  options: Pick<ThreadOptions, "signal" | "onProgress">,
): Promise<CompareReply> {
  const { root, corefile, cluster, allowed, environment, settings } = snapshot;
  const folder: Side = { title: "saved", root, corefile, ...(cluster === undefined ? {} : { cluster }) };
  const older = await olderSide(folder, before, example);
  const sides = { before: older, after: withTexts({ ...folder, title: "now" }, new Map(Object.entries(drafts))) };
  const surroundings = {
    allowed: [...allowed, ...(older.root === root ? [] : [older.root])],
    environment,
    mayAskNetwork: false,
    ...(settings === undefined ? {} : { settings }),
  };
  const result = await compareInThread(
    { sides: { before: cloneable(sides.before), after: cloneable(sides.after) }, surroundings },
    options,
  ).catch(refuse);
  return replyOf(result, older.title);
}

async function olderSide(
  folder: Side,
  before: CheckedCompareRequest["before"],
  example: string | undefined,
): Promise<Side> {
  const { root, corefile } = folder;
  if (before.kind === "disk") return folder;
  if (before.kind === "texts")
    return sideOfTexts(before.texts, { ...folder, title: before.title, corefile: before.corefile });
  if (before.kind === "revision") {
    const { revision } = before;
    const side = await readSideOfRevision({ folder: root, revision, corefile, title: revision });
    if ("reason" in side) throw new Refusal(409, side.reason, "Compare with what is saved on the disk instead.");
    return { ...side, cluster: folder.cluster ?? "cluster" };
  }
  if (example === undefined)
    throw new Refusal(409, "this folder is no example", "Compare with what is saved on the disk instead.");
  const source = exampleSource(example);
  const original = existsSync(join(source, corefile)) ? corefile : "Corefile";
  return { ...folder, title: "the example", root: source, corefile: original };
}

/** A side as it can be given to a thread: its texts are plain data. */
function cloneable(side: Side): Side {
  const { overlay } = side;
  if (overlay === undefined) return side;
  const texts = new Map<string, string | Uint8Array>();
  for (const path of overlay.texts.keys()) {
    const text = overlay.texts.get(path);
    if (text !== undefined) texts.set(path, text);
  }
  return { ...side, overlay: { texts, hides: overlay.hides } };
}

function refuse(error: unknown): never {
  if (!(error instanceof EngineDied)) throw error;
  throw new Refusal(
    503,
    `the comparison was ended: ${error.message}`,
    "One of the two configurations hangs whoever sets it up.",
  );
}

function replyOf(result: ThreadResult, title: string): CompareReply {
  if (result.kind === "unstarted") return { ...result, problems: [...result.problems] };
  const { changes, edits, ...diff } = result.diff;
  return {
    kind: "compared",
    before: title,
    compared: {
      ...diff,
      changes: changes.map(({ cause, before, after, ...change }) => ({
        ...change,
        question: { ...change.question, text: questionText(change.question) },
        before: outcomeOf(before),
        after: outcomeOf(after),
        cause: { by: cause.by, changes: [...cause.changes] },
      })),
      edits: edits.map((edit) => ({ ...edit, removed: [...edit.removed], added: [...edit.added] })),
    },
  };
}

type Outcome = Extract<ThreadResult, { readonly kind: "compared" }>["diff"]["changes"][number]["before"];

function outcomeOf({ flags, answer, authority, additional, madeUpBy, ...outcome }: Outcome) {
  return {
    ...outcome,
    flags: [...flags],
    answer: [...answer],
    authority: [...authority],
    additional: [...additional],
    madeUpBy: [...madeUpBy],
  };
}
