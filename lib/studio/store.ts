/** The page's store: slices put together. It knows neither React nor the browser. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { createAnswersActions, INITIAL_ANSWERS } from "./answers-slice.ts";
import type { StudioApi } from "./api-client.ts";
import { createEngineActions, INITIAL_ENGINE } from "./engine-slice.ts";
import { createLayoutActions, INITIAL_LAYOUT } from "./layout-slice.ts";
import { createLogActions, INITIAL_LOG } from "./log-slice.ts";
import { createProblemsActions, INITIAL_PROBLEMS } from "./problems-slice.ts";
import { createQuestionActions, INITIAL_QUESTION } from "./question-slice.ts";
import type { SavedState } from "./saved.ts";
import type { SliceContext, StudioState } from "./slice.ts";
import { createTextActions } from "./text-actions.ts";
import { createWorkspaceActions, INITIAL_WORKSPACE } from "./workspace-slice.ts";

export type StudioStore = StoreApi<StudioState>;

/** What the store needs from outside. */
export interface StudioParts {
  readonly api: StudioApi;
  nowMs(): number;
  /** What an earlier visit left in this browser. */
  readonly saved?: SavedState | undefined;
}

/** Makes the store, with what an earlier visit saved laid over the defaults. */
export function createStudioStore({ api, nowMs, saved }: StudioParts): StudioStore {
  return createStore<StudioState>()((set, get) => {
    const context: SliceContext = {
      api,
      nowMs,
      get,
      patch: (name, fields) => set((state) => ({ [name]: { ...state[name], ...fields } }) as Partial<StudioState>),
    };
    return {
      workspace: { ...INITIAL_WORKSPACE, kept: saved?.drafts ?? {}, keptFolder: saved?.folder ?? "" },
      problems: INITIAL_PROBLEMS,
      engine: { ...INITIAL_ENGINE, ...saved?.engine },
      question: { ...INITIAL_QUESTION, ...saved?.question },
      answers: INITIAL_ANSWERS,
      log: INITIAL_LOG,
      layout: { ...INITIAL_LAYOUT, ...saved?.layout },
      actions: {
        ...createWorkspaceActions(context),
        ...createTextActions(context),
        ...createProblemsActions(context),
        ...createEngineActions(context),
        ...createQuestionActions(context),
        ...createAnswersActions(context),
        ...createLogActions(context),
        ...createLayoutActions(context),
      },
    };
  });
}
