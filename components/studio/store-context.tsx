/** The store and the page's own abilities, handed down to components. */
"use client";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { Command, PagePort } from "../../lib/commands/command.ts";
import type { LanguageWorkspace } from "../../lib/language/workspace.ts";
import type { StudioActions, StudioState } from "../../lib/studio/slice.ts";
import type { StudioStore } from "../../lib/studio/store.ts";

/** What the page can do with the editor that is on the screen. */
export interface EditorPort {
  focus(): void;
  run(action: string): void;
  /** Asks the language service, once all files that the question looks into are here. */
  whenRead<Answer>(question: (workspace: LanguageWorkspace) => Answer): Promise<Answer>;
  /** Puts a text where the cursor is, as a paste does. */
  insert(text: string): void;
}

/** Holds the editor while there is one; commands reach it through here. */
export interface EditorSlot {
  current: EditorPort | undefined;
}

interface Studio {
  readonly store: StudioStore;
  readonly page: PagePort;
  readonly editorSlot: EditorSlot;
}

const StudioContext = createContext<Studio | undefined>(undefined);

export function StudioProvider({ store, page, editorSlot, children }: Studio & { readonly children: ReactNode }) {
  const studio = useMemo(() => ({ store, page, editorSlot }), [store, page, editorSlot]);
  return <StudioContext value={studio}>{children}</StudioContext>;
}

function useStudioParts(): Studio {
  const studio = useContext(StudioContext);
  if (studio === undefined) throw new Error("outside of StudioProvider");
  return studio;
}

/** Selects data; the component renders again when it changes. */
export function useStudio<Selected>(select: (state: StudioState) => Selected): Selected {
  return useStore(useStudioParts().store, select);
}

/** Selects a list made again each time; the component renders again when one of its items changes. */
export function useStudioList<Item>(select: (state: StudioState) => readonly Item[]): readonly Item[] {
  return useStore(useStudioParts().store, useShallow(select));
}

/** The actions, without subscribing to anything. */
export function useActions(): StudioActions {
  return useStudioParts().store.getState().actions;
}

/** The store itself, for effects that listen without rendering. */
export function useStudioStore(): StudioStore {
  return useStudioParts().store;
}

export function useEditorSlot(): EditorSlot {
  return useStudioParts().editorSlot;
}

/** Brings the focus into the editor, when a bar above it has done its work. */
export function useFocusEditor(): () => void {
  const { page } = useStudioParts();
  return useMemo(() => () => page.focusPane("editor"), [page]);
}

/** What the page itself can do: focus, copy. */
export function useStudioPage(): PagePort {
  return useStudioParts().page;
}

/** Runs a command of the table. */
export function useRunCommand(): (command: Command) => void {
  const { store, page } = useStudioParts();
  return useMemo(() => (command) => command.run({ state: store.getState(), page }), [store, page]);
}
