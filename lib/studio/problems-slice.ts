/** What is wrong with the configuration: the server's list, and what the browser's own parser saw before it. */
import type { Problem } from "../corefile/problem.ts";
import { failureOf } from "./api-client.ts";
import type { SliceContext } from "./slice.ts";
import { draftsOf } from "./workspace-slice.ts";

export interface ProblemsState {
  /** In the order in which CoreDNS would meet them; the first error is the one with which it refuses to start. */
  readonly list: readonly Problem[];
  /** The workspace version that `list` speaks of; -1 before the first check. */
  readonly checkedVersion: number;
  readonly isChecking: boolean;
  /** Milliseconds that the last check took on the server. */
  readonly tookMs: number | undefined;
  /** The problem that next/previous stands on. */
  readonly current: number;
}

export const INITIAL_PROBLEMS: ProblemsState = {
  list: [],
  checkedVersion: -1,
  isChecking: false,
  tookMs: undefined,
  current: -1,
};

export interface ProblemsActions {
  /** Checks the texts as they are; with `goLive` a configuration without errors is swapped in. */
  check(goLive: boolean): Promise<void>;
  /** What the browser's parser says of the Corefile at this very moment; the server's list replaces it. */
  takeLocalProblems(list: readonly Problem[]): void;
  /** Steps to the next (1) or previous (-1) problem and gives it. */
  stepProblem(direction: 1 | -1): Problem | undefined;
}

/** Problems of the structure, which the browser finds by itself; those of plugins name the plugin. */
const isLocal = ({ code, cause, message }: Problem): boolean =>
  cause === "text" && !code.includes(".") && !message.startsWith("plugin/");

const isSame = (a: readonly Problem[], b: readonly Problem[]): boolean =>
  a.length === b.length && a.every(({ message }, index) => message === b[index]?.message);

/** How many problems there are of each severity. */
export function countProblems(list: readonly Problem[]): Readonly<Record<Problem["severity"], number>> {
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
  return {
    async check(goLive) {
      turn += 1;
      const mine = turn;
      const { version } = get().workspace;
      const drafts = draftsOf(get().workspace);
      patch("problems", { isChecking: true });
      try {
        const applied = goLive ? await api.apply(drafts) : undefined;
        const { problems: list, tookMs } = applied ?? (await api.check(drafts));
        if (mine !== turn) return;
        patch("problems", { list, checkedVersion: version, tookMs, isChecking: false });
        if (applied !== undefined) get().actions.takeEngine(applied.engine);
        if (applied?.applied) get().actions.goLive(version);
      } catch (thrown) {
        if (mine !== turn) return;
        patch("problems", { isChecking: false });
        get().actions.failEngine(failureOf(thrown));
      }
    },
    takeLocalProblems(local) {
      const { problems, workspace } = get();
      const before = problems.list.filter(isLocal);
      if (problems.checkedVersion === workspace.version || isSame(before, local)) return;
      // What only the server can find stays until it has looked again.
      patch("problems", { list: [...local, ...problems.list.filter((problem) => !isLocal(problem))] });
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
