/** What survives a reload, and how it is read back: a text that somebody may have changed is parsed, never trusted. */
import { z } from "zod";
import { ASK_TRANSPORTS } from "../api/ask-transport.ts";
import { draftsSchema } from "../api/check.ts";
import type { KeptDraft } from "./drafts/kept-draft.ts";
import type { StudioState } from "./slice.ts";

/** The name under which the browser keeps it. */
export const SAVED_KEY = "corefile-studio";
/** The name of the theme on its own, read before the first paint. */
export const SAVED_THEME_KEY = "corefile-studio-theme";

export const questionSchema = z
  .object({
    name: z.string().max(1024),
    type: z.string().max(20),
    class: z.string().max(20),
    transport: z.enum(ASK_TRANSPORTS),
    ednsSize: z.int().min(0).max(65_535).optional(),
    dnssecOk: z.boolean(),
    clientAddress: z.string().max(64),
    listener: z.string().max(300),
    recursionDesired: z.boolean(),
    authenticData: z.boolean(),
    checkingDisabled: z.boolean(),
    retryOverTcp: z.boolean(),
    times: z.int().min(1).max(100).default(1),
  })
  .transform((question) => ({ ...question, ednsSize: question.ednsSize }));

const layoutSchema = z.object({
  theme: z.enum(["system", "light", "dark", "high-contrast"]),
  sizes: z.record(z.string(), z.record(z.string(), z.number())),
  isFilesPaneOpen: z.boolean(),
  isProblemsListOpen: z.boolean().default(true),
  dockTab: z.enum(["reply", "wire", "history", "queries", "held", "upstreams", "tests", "log", "story"]),
  drawerTab: z.enum([
    "answer",
    "wire",
    "chain",
    "pod",
    "diff",
    "effective",
    "history",
    "queries",
    "held",
    "upstreams",
    "tests",
    "log",
    "story",
  ]),
  meaningTab: z.enum(["chain", "pod", "diff", "effective"]).default("chain"),
  phoneTab: z.enum(["editor", "ask", "why", "pod", "diff", "effective"]),
  chainView: z.enum(["diagram", "list"]),
  hasWelcome: z.boolean().default(true),
  chainOrder: z.enum(["run", "written"]).default("run"),
  hasHeat: z.boolean().default(false),
  hasSingleKeys: z.boolean(),
  tabMovesFocus: z.boolean(),
  hasInlays: z.boolean().default(true),
});

const savedSchema = z.object({
  format: z.literal(1),
  folder: z.string(),
  /** Drafts of that folder, from before they had a storage of their own. */
  drafts: draftsSchema.optional(),
  tabs: z.array(z.string()).max(50),
  engine: z.object({ isAutomatic: z.boolean() }),
  question: questionSchema,
  layout: layoutSchema,
});
export type SavedState = z.output<typeof savedSchema>;

/** Reads what was kept; undefined when it is not ours or of another format. */
export function readSaved(text: string | null): SavedState | undefined {
  if (text === null) return undefined;
  try {
    const read = savedSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** The drafts that were kept here, as the storage of drafts has them: nobody's, made from a text that is not known. */
export function draftsIn(
  { folder, drafts = {} }: SavedState,
  { nowMs, newId }: { readonly nowMs: number; newId(): string },
): readonly KeptDraft[] {
  const made = { format: 1, window: "", folder, base: null, atMs: nowMs } as const;
  return Object.entries(drafts).map(([path, text]) => ({ ...made, id: newId(), path, text }));
}

/** What to keep of a state: drafts have a storage of their own; dialogs and announcements are of the moment and left out. */
export function writeSaved({ workspace, engine, question, layout }: StudioState): string {
  return JSON.stringify({
    format: 1,
    folder: workspace.info?.folder ?? "",
    tabs: workspace.files.map(({ path }) => path),
    engine: { isAutomatic: engine.isAutomatic },
    question,
    layout: layoutSchema.parse(layout),
  });
}
