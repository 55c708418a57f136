/** The page's store: slices put together. It knows neither React nor the browser. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { createAnswersActions, INITIAL_ANSWERS } from "./answers/answers-slice.ts";
import { createQuestionActions, INITIAL_QUESTION } from "./answers/question-slice.ts";
import { createWhatIfActions, INITIAL_WHAT_IF } from "./answers/what-if-slice.ts";
import type { StudioApi } from "./api-client.ts";
import { createBehaviourDiffActions, INITIAL_BEHAVIOUR_DIFF } from "./behaviour-diff-slice.ts";
import { createConditionsActions, INITIAL_CONDITIONS } from "./conditions-slice.ts";
import { DraftKeeper } from "./drafts/draft-keeper.ts";
import { type DraftStorage, draftsInMemory } from "./drafts/draft-storage.ts";
import { createDraftsActions, INITIAL_DRAFTS } from "./drafts/drafts-slice.ts";
import { createEngineActions, INITIAL_ENGINE } from "./engine-slice.ts";
import { createImportsActions, INITIAL_IMPORTS } from "./files/imports-slice.ts";
import { createTextActions } from "./files/text-actions.ts";
import { createWorkspaceActions, INITIAL_WORKSPACE } from "./files/workspace-slice.ts";
import { createKubernetesActions } from "./kubernetes-actions.ts";
import { createLayoutActions, INITIAL_LAYOUT } from "./layout-slice.ts";
import { createLogActions, INITIAL_LOG } from "./log-slice.ts";
import { createPodActions, INITIAL_POD } from "./pod/pod-slice.ts";
import { createProblemsActions, INITIAL_PROBLEMS } from "./problems-slice.ts";
import { type SavePointStorage, savePointsInMemory } from "./save-points/save-point-storage.ts";
import { createSavePointsActions, INITIAL_SAVE_POINTS } from "./save-points/save-points-slice.ts";
import type { SavedState } from "./saved.ts";
import { createShareActions, INITIAL_SHARE } from "./share/share-slice.ts";
import type { SliceContext, StudioState } from "./slice.ts";
import { createTestsActions, INITIAL_TESTS } from "./tests/tests-slice.ts";
import { createTourActions, INITIAL_TOUR } from "./tour/tour-slice.ts";
import { createTrafficActions, INITIAL_TRAFFIC } from "./traffic/traffic-slice.ts";

export type StudioStore = StoreApi<StudioState>;

/** What the store needs from outside. */
export interface StudioParts {
  readonly api: StudioApi;
  nowMs(): number;
  /** What an earlier visit left in this browser. */
  readonly saved?: SavedState | undefined;
  /** Where drafts are kept; as long as the page lives if left out. */
  readonly drafts?: DraftStorage;
  /** Where save points are kept; as long as the page lives if left out. */
  readonly savePoints?: SavePointStorage;
}

/** Makes the store, with what an earlier visit saved laid over the defaults. */
export function createStudioStore({ api, nowMs, saved, ...kept }: StudioParts): StudioStore {
  const { drafts = draftsInMemory(), savePoints = savePointsInMemory() } = kept;
  return createStore<StudioState>()((set, get) => {
    const context: SliceContext = {
      api,
      drafts: new DraftKeeper({ storage: drafts, nowMs }),
      savePoints,
      nowMs,
      get,
      patch: (name, fields) => set((state) => ({ [name]: { ...state[name], ...fields } }) as Partial<StudioState>),
    };
    return {
      workspace: INITIAL_WORKSPACE,
      drafts: INITIAL_DRAFTS,
      problems: INITIAL_PROBLEMS,
      engine: { ...INITIAL_ENGINE, ...saved?.engine },
      question: { ...INITIAL_QUESTION, ...saved?.question },
      answers: INITIAL_ANSWERS,
      whatIf: INITIAL_WHAT_IF,
      pod: INITIAL_POD,
      behaviourDiff: INITIAL_BEHAVIOUR_DIFF,
      conditions: INITIAL_CONDITIONS,
      log: INITIAL_LOG,
      imports: INITIAL_IMPORTS,
      tests: INITIAL_TESTS,
      share: INITIAL_SHARE,
      savePoints: INITIAL_SAVE_POINTS,
      tour: INITIAL_TOUR,
      traffic: INITIAL_TRAFFIC,
      layout: { ...INITIAL_LAYOUT, ...saved?.layout },
      actions: {
        ...createWorkspaceActions(context),
        ...createDraftsActions(context),
        ...createTextActions(context),
        ...createProblemsActions(context),
        ...createEngineActions(context),
        ...createQuestionActions(context),
        ...createAnswersActions(context),
        ...createWhatIfActions(context),
        ...createPodActions(context),
        ...createBehaviourDiffActions(context),
        ...createConditionsActions(context),
        ...createLogActions(context),
        ...createImportsActions(context),
        ...createKubernetesActions(context),
        ...createTestsActions(context),
        ...createShareActions(context),
        ...createSavePointsActions(context),
        ...createTourActions(context),
        ...createTrafficActions(context),
        ...createLayoutActions(context),
      },
    };
  });
}
