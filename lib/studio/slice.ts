/** What all slices of the store share: the state as a whole, and how a slice reads and changes it. */
import type { AnswersActions, AnswersState } from "./answers/answers-slice.ts";
import type { QuestionActions, QuestionState } from "./answers/question-slice.ts";
import type { WhatIfActions, WhatIfState } from "./answers/what-if-slice.ts";
import type { StudioApi } from "./api-client.ts";
import type { BehaviourDiffActions, BehaviourDiffState } from "./behaviour-diff-slice.ts";
import type { ConditionsActions, ConditionsState } from "./conditions-slice.ts";
import type { DraftKeeper } from "./drafts/draft-keeper.ts";
import type { DraftsActions, DraftsState } from "./drafts/drafts-slice.ts";
import type { EngineActions, EngineState } from "./engine-slice.ts";
import type { ImportsActions, ImportsState } from "./files/imports-slice.ts";
import type { TextActions } from "./files/text-actions.ts";
import type { WorkspaceActions, WorkspaceState } from "./files/workspace-slice.ts";
import type { KubernetesActions } from "./kubernetes-actions.ts";
import type { LayoutActions, LayoutState } from "./layout-slice.ts";
import type { LogActions, LogState } from "./log-slice.ts";
import type { PodActions, PodState } from "./pod/pod-slice.ts";
import type { ProblemsActions, ProblemsState } from "./problems-slice.ts";
import type { SavePointStorage } from "./save-points/save-point-storage.ts";
import type { SavePointsActions, SavePointsState } from "./save-points/save-points-slice.ts";
import type { ShareActions, ShareState } from "./share/share-slice.ts";
import type { TestsActions, TestsState } from "./tests/tests-slice.ts";
import type { TourActions, TourState } from "./tour/tour-slice.ts";
import type { TrafficActions, TrafficState } from "./traffic/traffic-slice.ts";

/** All functions of the store, under one key, so that components take them without subscribing. */
export type StudioActions = WorkspaceActions &
  DraftsActions &
  TextActions &
  ProblemsActions &
  EngineActions &
  QuestionActions &
  AnswersActions &
  WhatIfActions &
  PodActions &
  BehaviourDiffActions &
  ConditionsActions &
  ImportsActions &
  KubernetesActions &
  LogActions &
  TestsActions &
  ShareActions &
  SavePointsActions &
  TourActions &
  TrafficActions &
  LayoutActions;

/** The page's state. */
export interface StudioState {
  readonly workspace: WorkspaceState;
  readonly drafts: DraftsState;
  readonly problems: ProblemsState;
  readonly engine: EngineState;
  readonly question: QuestionState;
  readonly answers: AnswersState;
  readonly whatIf: WhatIfState;
  readonly pod: PodState;
  readonly behaviourDiff: BehaviourDiffState;
  readonly conditions: ConditionsState;
  readonly log: LogState;
  readonly imports: ImportsState;
  readonly tests: TestsState;
  readonly share: ShareState;
  readonly savePoints: SavePointsState;
  readonly tour: TourState;
  readonly traffic: TrafficState;
  readonly layout: LayoutState;
  readonly actions: StudioActions;
}

/** The data slices, without the actions. */
type SliceName = Exclude<keyof StudioState, "actions">;

/** What a slice is made with. */
export interface SliceContext {
  readonly api: StudioApi;
  /** What this browser keeps of texts that are not saved. */
  readonly drafts: DraftKeeper;
  /** What this browser keeps of earlier texts. */
  readonly savePoints: SavePointStorage;
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  get(): StudioState;
  /** Replaces some fields of one slice. */
  patch<Name extends SliceName>(name: Name, fields: Partial<StudioState[Name]>): void;
}
