/** What is wrong with the configuration: what the page finds by itself at each key, and what only the server can find. */

import type { CheckReply, Drafts } from "../api/check.ts";
import type { Range } from "../text/position.ts";
import type { Problem } from "../text/problem.ts";
import { failureOf } from "./api-client.ts";
import { draftsOf, workspacePath } from "./files/workspace-slice.ts";
import { type FileChange, moveProblems, onlyServers } from "./merge-problems.ts";
import type { SliceContext } from "./slice.ts";

/** What the page finds by itself. */
interface LocalProblems {
  /** In the Corefile and what it imports, in CoreDNS's order. The server, which knows more, has the last word on these. */
  readonly corefile: readonly Problem[];
  /** In the other files that are open. */
  readonly files: readonly Problem[];
}

export interface ProblemsState {
  /** In the order in which CoreDNS would meet them; the first error is the one with which it refuses to start. */
  readonly list: readonly Problem[];
  /** What the page found by itself, as the texts are now. */
  readonly local: LocalProblems;
  /** What only the server found when it looked last, moved along with the text since. */
  readonly remote: readonly Problem[];
  /** What lint said last, where it said it: it is said again as soon as typing pauses, so it is not moved along. */
  readonly advice: readonly Problem[];
  /** The workspace version that the server looked at; -1 before the first check. */
  readonly checkedVersion: number;
  /** The identity that the texts of that version have when they serve. */
  readonly checkedConfiguration: string | undefined;
  /** Why the engine ended itself, if it did: it stands before all others until something serves again. */
  readonly ended: readonly Problem[];
  readonly isChecking: boolean;
  /** Milliseconds that the last check took on the server. */
  readonly tookMs: number | undefined;
  /** The problem that next/previous stands on. */
  readonly current: number;
}

export const INITIAL_PROBLEMS: ProblemsState = {
  list: [],
  local: { corefile: [], files: [] },
  remote: [],
  advice: [],
  checkedVersion: -1,
  checkedConfiguration: undefined,
  ended: [],
  isChecking: false,
  tookMs: undefined,
  current: -1,
};

export interface ProblemsActions {
  /** Checks the texts as they are; with `goLive` a configuration without errors is swapped in. */
  check(goLive: boolean): Promise<void>;
  /** What the page itself says of the texts at this very moment, and the changes that led there. */
  takeLocalProblems(local: LocalProblems, changes?: readonly FileChange[]): void;
  /** Why the engine ended itself; nothing while it has not. */
  takeEnded(ended: readonly Problem[]): void;
  /** Steps to the next (1) or previous (-1) problem and gives it. */
  stepProblem(direction: 1 | -1): Problem | undefined;
}

const isSame = (a: readonly Problem[], b: readonly Problem[]): boolean =>
  a.length === b.length &&
  a.every(({ message, range }, index) => {
    const other = b[index];
    return other !== undefined && message === other.message && isSameRange(range, other.range);
  });

const isSameRange = (a: Range, b: Range): boolean =>
  a.file === b.file &&
  a.start.offset === b.start.offset &&
  a.end.offset === b.end.offset &&
  a.start.line === b.start.line;

/** How many problems there are of each severity. */
function countProblems(list: readonly Problem[]): Readonly<Record<Problem["severity"], number>> {
  const counts = { error: 0, warning: 0, information: 0 };
  for (const { severity } of list) counts[severity] += 1;
  return counts;
}

/** The counts in words: "1 error, 2 warnings", "no problems". */
export function problemsInWords(list: readonly Problem[]): string {
  const { error, warning, information } = countProblems(list);
  const parts = [
    error > 0 ? `${error} ${error === 1 ? "error" : "errors"}` : "",
    warning > 0 ? `${warning} ${warning === 1 ? "warning" : "warnings"}` : "",
    information > 0 ? `${information} ${information === 1 ? "hint" : "hints"}` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no problems" : parts.join(", ");
}

/** Makes the problems' actions. */
export function createProblemsActions({ api, get, patch }: SliceContext): ProblemsActions {
  let turn = 0;
  /** The list with lint's words behind it; nothing when that is the list that there is: whoever shows it need not again. */
  const withList = (problems: readonly Problem[]): { readonly list?: readonly Problem[] } => {
    const { list, advice, ended } = get().problems;
    const isOld = isSame(list.slice(ended.length, list.length - advice.length), problems);
    return isOld ? {} : { list: [...ended, ...problems, ...advice] };
  };
  /** The server's list is CoreDNS's order; of a text that was edited since only what the page cannot find is taken. */
  const takeServerProblems = ({ problems: list, configuration, tookMs }: CheckReply, version: number): void => {
    const { problems, workspace } = get();
    const { corefile, files } = problems.local;
    const remote = onlyServers(list, corefile);
    const inOrder = version === workspace.version ? list : [...corefile, ...remote];
    const checked = { checkedVersion: version, checkedConfiguration: configuration, tookMs, isChecking: false };
    patch("problems", { ...withList([...inOrder, ...files]), remote, ...checked });
  };
  /** Lint comes after CoreDNS's own words, and only if nothing was typed meanwhile. */
  const takeAdvice = async (drafts: Drafts, mine: number): Promise<void> => {
    const reply = await api.advise(drafts).catch(() => undefined);
    if (mine !== turn || reply === undefined || get().problems.checkedVersion !== get().workspace.version) return;
    const { list, advice: before } = get().problems;
    const advice = isSame(before, reply.problems) ? before : reply.problems;
    if (advice === before && list.at(-1) === before.at(-1)) return;
    patch("problems", { list: [...list.slice(0, list.length - before.length), ...advice], advice });
  };
  return {
    async check(goLive) {
      turn += 1;
      const mine = turn;
      const { version } = get().workspace;
      const drafts = draftsOf(get().workspace);
      patch("problems", { isChecking: true });
      try {
        const applied = goLive ? await api.apply(drafts) : undefined;
        const reply = applied ?? (await api.check(drafts));
        if (mine !== turn) return;
        // First what serves: whoever sees the check come in compares the two.
        if (applied !== undefined) get().actions.takeEngine(applied.engine);
        takeServerProblems(reply, version);
        await takeAdvice(drafts, mine);
      } catch (thrown) {
        if (mine !== turn) return;
        patch("problems", { isChecking: false });
        get().actions.failEngine(failureOf(thrown));
      }
    },
    takeLocalProblems(local, changes = []) {
      const { problems, workspace } = get();
      let { remote } = problems;
      for (const change of changes) {
        const isFile = (file: string): boolean => workspacePath(file, workspace.info) === change.file;
        remote = moveProblems(remote, change, isFile);
      }
      patch("problems", { ...withList([...local.corefile, ...remote, ...local.files]), local, remote });
    },
    takeEnded(ended) {
      const { list, ended: before } = get().problems;
      if (isSame(before, ended)) return;
      patch("problems", { ended, list: [...ended, ...list.slice(before.length)] });
    },
    stepProblem(direction) {
      const { list, current } = get().problems;
      if (list.length === 0) return undefined;
      const from = current < 0 && direction < 0 ? 0 : current;
      const index = (from + direction + list.length) % list.length;
      patch("problems", { current: index });
      return list[index];
    },
  };
}
