/** Which answers change: an older side against the texts of the page. */
import type { ComparedBefore, ComparedChange, CompareReply } from "../api/behaviour-diff.ts";
import type { Drafts } from "../api/check.ts";
import type { Failure } from "../api/failure.ts";
import { verdictText } from "../behaviour-diff/words.ts";
import type { DnsTest } from "../dns-tests/schema.ts";
import { failureOf } from "./api-client.ts";
import { draftsOf } from "./files/workspace-slice.ts";
import type { SliceContext, StudioState } from "./slice.ts";

/** How far a comparison is. */
interface ComparingProgress {
  readonly id: string;
  readonly asked: number;
  readonly total?: number | undefined;
  readonly changed: number;
}

/** One comparison and its end. */
interface ComparisonRun {
  readonly id: string;
  readonly state: "working" | "done" | "failed";
  readonly startedAtMs: number;
  /** What it was asked about: texts that have changed since make it old. */
  readonly folder: string | undefined;
  readonly drafts: Drafts;
  readonly progress?: ComparingProgress;
  readonly reply?: CompareReply;
  readonly failure?: Failure;
}

export interface BehaviourDiffState {
  readonly before: ComparedBefore;
  readonly groupBy: "kind" | "cause";
  readonly run: ComparisonRun | undefined;
  /** The change whose details are shown, by its number in the reply. */
  readonly opened: number | undefined;
}

export const INITIAL_BEHAVIOUR_DIFF: BehaviourDiffState = {
  before: { kind: "disk" },
  groupBy: "cause",
  run: undefined,
  opened: undefined,
};

export interface BehaviourDiffActions {
  chooseBefore(before: ComparedBefore): void;
  groupChanges(groupBy: BehaviourDiffState["groupBy"]): void;
  /** Compares the texts of the page with the side that is chosen. */
  compareAnswers(): Promise<void>;
  /** Compares with a side: a save point, for instance. */
  compareWith(before: ComparedBefore): Promise<void>;
  cancelComparison(): Promise<void>;
  openChange(index: number | undefined): void;
  /** Makes the new answer of a change a test: it is meant. */
  acceptChange(index: number): Promise<void>;
  takeComparing(progress: ComparingProgress): void;
}

/** Makes the actions. */
export function createBehaviourDiffActions(context: SliceContext): BehaviourDiffActions {
  const { get, patch, api } = context;
  return {
    chooseBefore: (before) => patch("behaviourDiff", { before }),
    groupChanges: (groupBy) => patch("behaviourDiff", { groupBy }),
    compareAnswers: () => compare(context),
    async compareWith(before) {
      patch("behaviourDiff", { before });
      await compare(context);
    },
    async cancelComparison() {
      const { run } = get().behaviourDiff;
      if (run?.state === "working") await api.control({ action: "cancel", askId: run.id }).catch(() => undefined);
    },
    openChange: (opened) => patch("behaviourDiff", { opened }),
    async acceptChange(index) {
      const reply = get().behaviourDiff.run?.reply;
      const change = reply?.kind === "compared" ? reply.compared.changes[index] : undefined;
      if (change !== undefined) await get().actions.addDnsTest(testOfChange(change));
    },
    takeComparing({ id, asked, total, changed }) {
      const { run } = get().behaviourDiff;
      if (run?.id === id && run.state === "working")
        patch("behaviourDiff", { run: { ...run, progress: { id, asked, total, changed } } });
    },
  };
}

async function compare({ get, patch, api, nowMs }: SliceContext): Promise<void> {
  const { before, run: last } = get().behaviourDiff;
  if (last?.state === "working") return;
  const { workspace } = get();
  const startedAtMs = nowMs();
  const drafts = draftsOf(workspace);
  const id = `diff-${startedAtMs.toString(36)}`;
  const run: ComparisonRun = { id, state: "working", startedAtMs, folder: workspace.info?.folder, drafts };
  patch("behaviourDiff", { run, opened: undefined });
  try {
    const reply = await api.compare({ id, before, drafts });
    patch("behaviourDiff", { run: { ...run, state: "done", reply } });
    get().actions.announce(comparisonInWords(reply));
  } catch (thrown) {
    const failure = failureOf(thrown);
    patch("behaviourDiff", { run: { ...run, state: "failed", failure } });
    get().actions.announce(failure.error);
  }
}

/** The result in a sentence. */
export function comparisonInWords(reply: CompareReply): string {
  if (reply.kind === "compared") return verdictText(reply.compared);
  const which = reply.side === "before" ? "the older side" : "the text as it is now";
  return `CoreDNS would not start with ${which}.`;
}

/** Whether the texts have changed since they were compared. */
export function isComparisonOld({ behaviourDiff: { run }, workspace }: StudioState): boolean {
  if (run === undefined) return false;
  const drafts = draftsOf(workspace);
  const paths = new Set([...Object.keys(drafts), ...Object.keys(run.drafts)]);
  return run.folder !== workspace.info?.folder || [...paths].some((path) => drafts[path] !== run.drafts[path]);
}

/** The test that holds with the new answer; of an answer that was made up only who gave it. */
function testOfChange({ question, after }: ComparedChange): DnsTest {
  const { name, type, class: qclass, from, via, do: dnssecOk, port } = question;
  const { rcode, answer, plugin, madeUpBy } = after;
  const records = answer.map((record) => [record.name, "*", record.class, record.type, record.rdata].join(" "));
  const known = madeUpBy.length > 0 && plugin !== undefined ? {} : { rcode, answer: records };
  return {
    ask: [name, type, ...(qclass === undefined ? [] : [qclass])].join(" "),
    ...(from === undefined ? {} : { from }),
    ...(via === undefined ? {} : { via }),
    ...(dnssecOk === undefined ? {} : { do: dnssecOk }),
    ...(port === undefined ? {} : { at: Number(port) }),
    expect: { ...known, ...(plugin === undefined ? {} : { plugin }) },
  };
}
