/** The tour: which step it is at, and where it came from. */
import type { OpenRequest } from "../../api/open-workspace.ts";
import { openExample } from "../files/workspace-slice.ts";
import type { SliceContext, StudioActions } from "../slice.ts";
import { TOUR, type TourPart, type TourStep } from "./steps.ts";
import { TOUR_EXAMPLE } from "./tour-corefile.ts";

export interface TourState {
  /** The step's place in the tour, from 0; undefined when nobody takes the tour. */
  readonly at: number | undefined;
  /** True while the step does what it shows. */
  readonly isBusy: boolean;
  /** What to open when the tour ends. */
  readonly cameFrom: OpenRequest;
}

export const INITIAL_TOUR: TourState = { at: undefined, isBusy: false, cameFrom: { kind: "home" } };

export interface TourActions {
  /** Opens the tour's example and begins. What is not saved elsewhere is kept, as always. */
  startTour(): Promise<void>;
  /** Goes on (1) or back (-1); past the last step the tour ends. */
  stepTour(direction: 1 | -1): Promise<void>;
  /** Leaves the tour for what was open before it. */
  endTour(): Promise<void>;
}

/** The step that the tour is at. */
export function tourStep({ at }: TourState): TourStep | undefined {
  return at === undefined ? undefined : TOUR[at];
}

/** Makes the tour's actions. */
export function createTourActions(context: SliceContext): TourActions {
  const { get, patch } = context;
  const goTo = async (at: number): Promise<void> => {
    const step = TOUR[at];
    if (step === undefined) return;
    patch("tour", { at, isBusy: true });
    get().actions.announce(`${step.title}. ${step.text.replaceAll("`", "")}`);
    try {
      await drive(context, step);
    } finally {
      if (get().tour.at === at) patch("tour", { isBusy: false });
    }
  };
  return {
    async startTour() {
      const { actions, workspace, tour } = get();
      if (tour.at !== undefined) return;
      patch("tour", { cameFrom: whatIsOpen(workspace) });
      if (await actions.openWorkspace({ kind: "example", name: TOUR_EXAMPLE })) await goTo(0);
      else actions.announce("The tour's example could not be opened.");
    },
    async stepTour(direction) {
      const { at, isBusy } = get().tour;
      if (at === undefined || isBusy) return;
      if (at + direction >= TOUR.length) await get().actions.endTour();
      else await goTo(Math.max(0, at + direction));
    },
    async endTour() {
      const { actions, tour, workspace } = get();
      if (tour.at === undefined) return;
      patch("tour", { at: undefined, isBusy: false });
      // The tour typed it, so nobody misses it.
      if (openExample(workspace)?.name === TOUR_EXAMPLE && workspace.info !== undefined) {
        await actions.takeDisk(workspace.info.corefile);
      }
      actions.showPhoneTab("editor");
      await actions.openWorkspace(tour.cameFrom);
      actions.announce("The tour is over.");
    },
  };
}

function whatIsOpen({ info }: ReturnType<SliceContext["get"]>["workspace"]): OpenRequest {
  if (info?.origin === "example" && info.name !== TOUR_EXAMPLE) return { kind: "example", name: info.name };
  return info?.origin === "sample" ? { kind: "sample" } : { kind: "home" };
}

/** Brings the window to where the step wants it: its text, its question, its part in front. */
async function drive({ get }: SliceContext, step: TourStep): Promise<void> {
  const { actions, workspace } = get();
  const path = workspace.info?.corefile;
  if (path === undefined) return;
  await actions.replaceText(path, step.corefile);
  if (step.asks !== undefined) {
    actions.editQuestion({ name: step.asks, type: "A", transport: "udp", clientAddress: "", listener: "" });
    await actions.ask();
  }
  SHOW[step.part](actions);
}

/** How each part comes to the front, in every layout of the window. */
const SHOW: Readonly<Record<TourPart, (actions: StudioActions) => void>> = {
  editor: ({ uncover, showPhoneTab }) => {
    uncover("editor");
    showPhoneTab("editor");
  },
  reply: ({ uncover, showDockTab, showDrawerTab, showPhoneTab }) => {
    uncover("ask");
    showDockTab("reply");
    showDrawerTab("answer");
    showPhoneTab("ask");
  },
  why: ({ uncover, showDrawerTab, showPhoneTab }) => {
    uncover("why");
    showDrawerTab("answer");
    showPhoneTab("why");
  },
  chain: ({ uncover, showMeaningTab, showDrawerTab, showPhoneTab }) => {
    uncover("chain");
    showMeaningTab("chain");
    showDrawerTab("chain");
    showPhoneTab("why");
  },
  upstreams: ({ uncover, showDockTab, showDrawerTab, showPhoneTab }) => {
    uncover("ask");
    showDockTab("upstreams");
    showDrawerTab("upstreams");
    showPhoneTab("ask");
  },
  pod: ({ uncover, showMeaningTab, showDrawerTab, showPhoneTab }) => {
    uncover("chain");
    showMeaningTab("pod");
    showDrawerTab("pod");
    showPhoneTab("pod");
  },
  help: ({ showMeaningTab }) => showMeaningTab("chain"),
};
