/** What each command does, and when it can: told by what it asks of the store and of the page. */
import { beforeEach, describe, expect, it } from "vitest";
import type { QuerySummary } from "../api/events.ts";
import type { Workspace } from "../api/workspace.ts";
import { writeMarkdown } from "../explanation/explanation-markdown.ts";
import { writeExplanation } from "../explanation/explanation-text.ts";
import { SERVING } from "../studio/_test/engine-info.ts";
import { EXPLANATION } from "../studio/_test/explanation.ts";
import { fakeServer } from "../studio/_test/fake-server.ts";
import type { Answer } from "../studio/answers/answers-slice.ts";
import { createStudioApi } from "../studio/api-client.ts";
import type { StudioState } from "../studio/slice.ts";
import { createStudioStore } from "../studio/store.ts";
import type { Fix } from "../text/edit.ts";
import { NO_CLUSTER, type Problem } from "../text/problem.ts";
import type { PagePort } from "./command.ts";
import { COMMANDS } from "./commands.ts";

let state: StudioState;
let asked: string[];
let page: PagePort;
/** What the store's actions give back, by name; nothing otherwise. */
let gives: Record<string, unknown>;

const told = (name: string, args: readonly unknown[]): string =>
  [name, ...args.map((value) => (typeof value === "string" ? value : JSON.stringify(value)))].join(" ");

beforeEach(async () => {
  const store = createStudioStore({ api: createStudioApi(fakeServer().send), nowMs: () => 0 });
  await store.getState().actions.loadWorkspace();
  state = store.getState();
  asked = [];
  gives = {};
  const note =
    (name: string) =>
    (...args: readonly unknown[]): unknown => {
      asked.push(told(name, args));
      return gives[name];
    };
  const actions = Object.fromEntries(Object.keys(state.actions).map((name) => [name, note(name)]));
  state = { ...state, actions: { ...state.actions, ...actions } };
  page = {
    focusPane: (pane) => asked.push(`focus ${pane}`),
    cyclePane: (direction) => asked.push(`cycle ${direction}`),
    focusedPane: () => undefined,
    runInEditor: (action) => asked.push(`editor ${action}`),
    async copy(text) {
      asked.push(`copy ${text}`);
      return true;
    },
    openPage: (path) => asked.push(`open page ${path}`),
    exportDiagram: (format) => asked.push(`export ${format}`),
  };
});

function command(id: string) {
  const found = COMMANDS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no command ${id}`);
  return found;
}

/** Changes a part of the state. */
function set<Part extends keyof StudioState>(part: Part, change: Partial<StudioState[Part]>): void {
  state = { ...state, [part]: { ...state[part], ...change } };
}

/** What the command asks for, at once and when what it waits for is there. */
async function run(id: string): Promise<readonly string[]> {
  command(id).run({ state, page });
  for (let round = 0; round < 5; round++) await Promise.resolve();
  return asked;
}
const can = (id: string): boolean => command(id).when?.(state) ?? true;

/** Each with what is asked for in a studio in which nothing was done yet. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  ask: ["showPhoneTab ask", "focus question", "announce Type a name to ask for."],
  palette: ['openDialog {"kind":"palette"}'],
  shortcuts: ['openDialog {"kind":"shortcuts"}'],
  "new-file": ['openDialog {"kind":"new-file"}'],
  "rename-file": ['openDialog {"kind":"rename-file","path":"Corefile"}'],
  "delete-file": ['openDialog {"kind":"delete-file","path":"Corefile"}'],
  "import-manifest": ['openDialog {"kind":"import","isPasted":false}'],
  "paste-corefile": ['openDialog {"kind":"paste"}'],
  examples: ['openDialog {"kind":"gallery"}'],
  tour: ["startTour"],
  manual: ["open page /plugins"],
  "open-sample": ['openWorkspace {"kind":"sample"}'],
  "restart-engine": ['controlEngine {"action":"restart"}'],
  "apply-now": ["check true", "makeSavePoint apply"],
  share: ['openDialog {"kind":"share"}'],
  "open-zip": ['openDialog {"kind":"shared","by":"file"}'],
  "save-points": ['openDialog {"kind":"save-points"}'],
  "next-problem": ["stepProblem 1", "announce No problems."],
  "previous-problem": ["stepProblem -1", "announce No problems."],
  "next-pane": ["cycle 1"],
  "previous-pane": ["cycle -1"],
  "focus-editor": ["uncover editor", "focus editor"],
  "focus-question": ["uncover ask", "focus question"],
  "maximise-pane": ["toggleMaximised editor"],
  "toggle-problems": ["toggleProblemsList"],
  "toggle-files": ["toggleFilesPane"],
  "export-manifests": ['openDialog {"kind":"export"}'],
  "show-pod": ["uncover chain", "showMeaningTab pod", "showDrawerTab pod", "showPhoneTab pod", "focus pod"],
  "show-cache": ["uncover ask", "showDockTab held", "showDrawerTab held"],
  "show-upstreams": ["uncover ask", "showDockTab upstreams", "showDrawerTab upstreams"],
  "export-diagram-svg": ["uncover chain", "showMeaningTab chain", "showDrawerTab chain", "export svg"],
  "export-diagram-png": ["uncover chain", "showMeaningTab chain", "showDrawerTab chain", "export png"],
  "export-diagram-mermaid": ["uncover chain", "showMeaningTab chain", "showDrawerTab chain", "export mermaid"],
  "copy-diagram": ["uncover chain", "showMeaningTab chain", "showDrawerTab chain", "export copy"],
  "show-log": ["uncover ask", "showDockTab log", "showDrawerTab log"],
  "read-log": ["uncover ask", "showDockTab log", "showDrawerTab log", "openTraffic"],
  "show-tests": ["uncover ask", "showDockTab tests", "showDrawerTab tests", "showPhoneTab ask"],
  "run-tests": ["uncover ask", "showDockTab tests", "showDrawerTab tests", "showPhoneTab ask", "runTests"],
  "show-diff": ["uncover chain", "showMeaningTab diff", "showDrawerTab diff", "showPhoneTab diff", "focus diff"],
  "compare-answers": ["compareAnswers"],
  "show-effective": [
    "uncover chain",
    "showMeaningTab effective",
    "showDrawerTab effective",
    "showPhoneTab effective",
    "focus effective",
  ],
};

describe("what can always be done", () => {
  it.each(Object.entries(ALWAYS))("%s", async (id, expected) => {
    expect(can(id)).toBe(true);
    expect(await run(id)).toEqual(expected);
  });
});

describe("switches turn round what is set, and say so", () => {
  const cases: readonly (readonly [string, () => void, readonly string[]])[] = [
    [
      "toggle-single-keys",
      () => set("layout", { hasSingleKeys: true }),
      ["setSingleKeys false", "announce Single-key shortcuts are off."],
    ],
    [
      "toggle-single-keys",
      () => set("layout", { hasSingleKeys: false }),
      ["setSingleKeys true", "announce Single-key shortcuts are on."],
    ],
    [
      "toggle-tab-moves-focus",
      () => set("layout", { tabMovesFocus: false }),
      ["setTabMovesFocus true", "announce Tab now moves the focus."],
    ],
    [
      "toggle-tab-moves-focus",
      () => set("layout", { tabMovesFocus: true }),
      ["setTabMovesFocus false", "announce Tab now inserts a tab."],
    ],
    [
      "toggle-automatic",
      () => set("engine", { isAutomatic: false }),
      ["setAutomatic true", "announce Good edits are applied as you type."],
    ],
    [
      "toggle-automatic",
      () => set("engine", { isAutomatic: true }),
      ["setAutomatic false", "announce Edits are applied only on request."],
    ],
    [
      "toggle-chain-order",
      () => set("layout", { chainOrder: "run" }),
      ["setChainOrder written", "announce Plugins stand as they are written."],
    ],
    [
      "toggle-chain-order",
      () => set("layout", { chainOrder: "written" }),
      ["setChainOrder run", "announce Plugins stand as they run."],
    ],
    [
      "toggle-heat",
      () => set("layout", { hasHeat: false }),
      ["setHeat true", "announce Heat is on: how often and how long each plugin ran."],
    ],
    ["toggle-heat", () => set("layout", { hasHeat: true }), ["setHeat false", "announce Heat is off."]],
    [
      "toggle-inlays",
      () => set("layout", { hasInlays: false }),
      ["setInlays true", "announce Places in the chain are shown."],
    ],
    [
      "toggle-inlays",
      () => set("layout", { hasInlays: true }),
      ["setInlays false", "announce Places in the chain are hidden."],
    ],
  ];
  it.each(cases)("%s %#", async (id, prepare, expected) => {
    prepare();
    expect(await run(id)).toEqual(expected);
  });
  it("the chain is shown as the other one", async () => {
    set("layout", { chainView: "diagram" });
    expect(await run("toggle-chain-view")).toEqual(["setChainView list"]);
    set("layout", { chainView: "list" });
    expect((await run("toggle-chain-view")).at(-1)).toBe("setChainView diagram");
  });
});

describe("a question", () => {
  it("with a name is asked, and its reply shown", async () => {
    set("question", { name: "www.example.org" });
    set("layout", { phoneTab: "ask" });
    expect(await run("ask")).toEqual(["showDockTab reply", "showDrawerTab answer", "ask"]);
  });
  it("is asked out of the editor of a phone, which then shows the reply", async () => {
    set("question", { name: "www.example.org" });
    set("layout", { phoneTab: "editor" });
    expect(await run("ask")).toEqual(["showDockTab reply", "showDrawerTab answer", "showPhoneTab ask", "ask"]);
  });
});

describe("themes", () => {
  it.each(["system", "light", "dark", "high-contrast"] as const)("%s can be set unless it is", async (theme) => {
    set("layout", { theme });
    expect(can(`theme-${theme}`)).toBe(false);
    set("layout", { theme: theme === "dark" ? "light" : "dark" });
    expect(can(`theme-${theme}`)).toBe(true);
    expect(await run(`theme-${theme}`)).toEqual([`setTheme ${theme}`]);
  });
});

describe("files", () => {
  it("without one in front there is nothing to rename, delete, revert or save", async () => {
    set("workspace", { activePath: undefined });
    for (const id of ["rename-file", "delete-file", "revert-file"]) expect(can(id)).toBe(false);
    for (const id of ["rename-file", "delete-file", "revert-file", "save-file"]) await run(id);
    expect(asked).toEqual(["makeSavePoint hand"]);
  });
  it("what was shared is kept as a save point, and never written", async () => {
    gives.makeSavePoint = Promise.resolve(true);
    set("workspace", { info: { ...(state.workspace.info as Workspace), isReadOnly: true } });
    const words = "announce Kept as a save point. Make your own copy of this workspace to save its files.";
    expect(await run("save-file")).toEqual(["makeSavePoint hand", words]);
    expect((await run("save-all")).slice(2)).toEqual(["makeSavePoint hand", words]);
  });
  it.each([
    [true, "announce Saved Corefile."],
    [false, "announce Corefile could not be saved."],
  ])("one is saved, which is told: %s", async (saved, words) => {
    gives.saveFile = Promise.resolve(saved);
    expect(await run("save-file")).toEqual(["makeSavePoint hand", "saveFile Corefile", words]);
  });
  it.each([
    [true, "announce Corefile is back to what is on disk."],
    [false, "announce Corefile could not be read."],
  ])("an edited one goes back to the saved text: %s", async (done, words) => {
    expect(can("revert-file")).toBe(false);
    set("workspace", { files: state.workspace.files.map((file) => ({ ...file, text: "edited" })) });
    expect(can("revert-file")).toBe(true);
    gives.takeDisk = Promise.resolve(done);
    expect(await run("revert-file")).toEqual(["takeDisk Corefile", words]);
  });
  it.each([
    ["save-point", "makeSavePoint", ["makeSavePoint hand", "announce Made a save point."]],
    ["own-copy", "makeOwnCopy", ["makeOwnCopy", "announce This is your own copy now."]],
    ["back-from-shared", "backFromShared", ["backFromShared", "announce Your own workspace is back."]],
  ])("%s", async (id, action, expected) => {
    set("workspace", { info: { ...(state.workspace.info as Workspace), isReadOnly: true } });
    gives[action] = Promise.resolve(true);
    expect(can(id)).toBe(true);
    expect(await run(id)).toEqual(expected);
  });
  it("nothing of what was shared is copied or left where nothing was", () => {
    expect(["own-copy", "back-from-shared"].some(can)).toBe(false);
  });
  it("all that are edited are saved", async () => {
    gives.saveFile = Promise.resolve(true);
    expect(can("save-all")).toBe(false);
    const [corefile] = state.workspace.files;
    if (corefile === undefined) throw new Error("no file");
    const edited = { ...corefile, text: "edited" };
    set("workspace", { files: [edited, { ...corefile, path: "other" }] });
    expect(can("save-all")).toBe(true);
    expect(await run("save-all")).toEqual(["makeSavePoint hand", "saveFile Corefile", "announce Saved 1 file."]);
    set("workspace", { files: [edited, { ...edited, path: "other" }] });
    expect((await run("save-all")).slice(4)).toEqual([
      "saveFile Corefile",
      "saveFile other",
      "announce Saved 2 files.",
    ]);
  });
  it("the folder of the start is opened from another workspace", async () => {
    expect(can("open-home")).toBe(false);
    const { info } = state.workspace;
    if (info === undefined) throw new Error("no workspace");
    set("workspace", { info: { ...info, origin: "sample" } });
    expect(can("open-home")).toBe(true);
    expect(await run("open-home")).toEqual(['openWorkspace {"kind":"home"}']);
    set("workspace", { info: undefined });
    expect([can("open-home"), can("import-manifest")]).toEqual([false, false]);
  });
});

describe("the tour", () => {
  it("is begun when nobody takes it, and ended by who does", async () => {
    expect([can("tour"), can("end-tour")]).toEqual([true, false]);
    set("tour", { at: 2 });
    expect([can("tour"), can("end-tour")]).toEqual([false, true]);
    expect(await run("end-tour")).toEqual(["endTour"]);
  });
});

describe("answers", () => {
  const answer = (parts: Partial<Answer>): Answer => {
    const question = { ...state.question, name: "www.example.org" };
    return { id: "1", question, askedAtMs: 0, state: "done", ...parts };
  };
  it("without one there is nothing to stop, to clear or to copy", async () => {
    const ids = [
      "cancel-ask",
      "clear-history",
      "copy-reply",
      "copy-why",
      "copy-why-markdown",
      "copy-why-json",
      "ask-often",
      "pin-why",
      "unpin-why",
      "compare-why",
    ];
    expect(ids.filter(can)).toEqual([]);
    for (const id of ids.slice(0, 5)) if (id !== "clear-history") await run(id);
    expect(asked).toEqual([]);
  });
  it("the newest can be stopped while it is worked on", async () => {
    set("answers", { list: [answer({ state: "working" }), answer({ id: "2" })] });
    expect(can("cancel-ask")).toBe(true);
    expect(await run("cancel-ask")).toEqual(["cancelAsk 1"]);
    set("answers", { list: [answer({}), answer({ id: "2", state: "working" })] });
    expect(can("cancel-ask")).toBe(false);
  });
  it("all can be cleared", async () => {
    set("answers", { list: [answer({})] });
    expect(can("clear-history")).toBe(true);
    expect(await run("clear-history")).toEqual(["clearHistory"]);
  });
  it("the question of the bar is asked many times, as soon as it has a name", async () => {
    expect(COMMANDS.map(({ id }) => id).filter((id) => /^ask-.*-times$/.test(id))).toEqual([
      "ask-10-times",
      "ask-25-times",
      "ask-100-times",
    ]);
    set("question", { name: "  " });
    expect(can("ask-25-times")).toBe(false);
    set("question", { name: "www.example.org" });
    expect(can("ask-25-times")).toBe(true);
    expect(await run("ask-100-times")).toEqual(["showDockTab reply", "showDrawerTab answer", 'ask {"times":100}']);
  });
  it.each([{}, { anyway: { plugin: "forward", line: 9 } }])("that of the answer in front is: %j", async (parts) => {
    const other = answer(parts);
    set("answers", { list: [other], selectedId: "1" });
    const { question } = other;
    const asking = `ask ${JSON.stringify({ times: 25, question, ...parts })}`;
    expect(can("ask-often")).toBe(true);
    expect(await run("ask-often")).toEqual(["showDockTab reply", "showDrawerTab answer", asking]);
  });
  it("an explanation is pinned, and another one compared with it", async () => {
    const explained = { query: {} as QuerySummary, explanation: EXPLANATION };
    set("answers", {
      list: [answer({ observed: explained }), answer({ id: "2", observed: explained })],
      selectedId: "1",
    });
    expect(["pin-why", "unpin-why", "compare-why"].map(can)).toEqual([true, false, false]);
    expect(await run("pin-why")).toEqual(["pin 1", "announce Pinned. Ask another question, and compare."]);
    set("answers", { pinnedId: "1" });
    expect(["pin-why", "unpin-why", "compare-why"].map(can)).toEqual([false, true, false]);
    set("answers", { selectedId: "2" });
    expect(["pin-why", "unpin-why", "compare-why"].map(can)).toEqual([true, true, true]);
    expect((await run("compare-why")).slice(2)).toEqual(["compare true", "showPhoneTab why", "focus why"]);
    set("answers", { isComparing: true });
    expect((await run("close-comparison")).slice(-2)).toEqual(["compare false", "focus why"]);
    expect((await run("unpin-why")).slice(-2)).toEqual(["pin ", "announce Unpinned."]);
  });
  it("the reply in front is copied as text, its explanation as text, markdown and JSON", async () => {
    const received = { kind: "nothing", because: "timeout", text: "No reply within 5 s.", tookMs: 5000 } as const;
    const asking = { name: "www.example.org.", type: "A", class: "IN", wireHex: "00" };
    const listener = { label: "dns://:53", bound: { address: "127.0.0.1", port: 1053 } };
    const reply = { asked: asking, listener, received, explanation: EXPLANATION, engine: SERVING };
    set("answers", { list: [answer({ reply })], selectedId: "1" });
    expect(["copy-reply", "copy-why", "copy-why-json"].every(can)).toBe(true);
    expect(await run("copy-reply")).toEqual(["copy No reply within 5 s."]);
    expect((await run("copy-why")).at(-1)).toBe(`copy ${writeExplanation(EXPLANATION)}`);
    expect((await run("copy-why-markdown")).at(-1)).toBe(`copy ${writeMarkdown(EXPLANATION)}`);
    const json = (await run("copy-why-json")).at(-1) ?? "";
    expect(json).toBe(`copy ${JSON.stringify(EXPLANATION, null, "  ")}`);
  });
});

describe("problems and panes", () => {
  it.each([
    ["next-problem", 1],
    ["previous-problem", -1],
  ])("%s shows the problem and says it", async (id, direction) => {
    const range = {
      file: "Corefile",
      start: { line: 1, column: 1, offset: 0 },
      end: { line: 1, column: 2, offset: 1 },
    };
    gives.stepProblem = { range, severity: "warning", message: "words" };
    expect(await run(id)).toEqual([
      `stepProblem ${direction}`,
      `revealPlace ${JSON.stringify(range)} {"focus":true}`,
      "announce warning: words",
    ]);
  });
  it.each([
    ["reply", "ask"],
    ["why", "why"],
    ["chain", "chain"],
    ["files", "editor"],
  ] as const)("the pane with the focus is maximised: %s", async (pane, stage) => {
    page = { ...page, focusedPane: () => pane };
    expect(await run("maximise-pane")).toEqual([`toggleMaximised ${stage}`]);
  });
  it("one that is maximised is restored, wherever the focus is", async () => {
    set("layout", { maximised: "chain" });
    expect(await run("maximise-pane")).toEqual(["toggleMaximised chain"]);
  });
});

describe("the engine", () => {
  it("is stopped only when it is known not to be", async () => {
    expect(can("stop-engine")).toBe(false);
    set("engine", { info: { ...SERVING, state: "stopped" } });
    expect(can("stop-engine")).toBe(false);
    set("engine", { info: SERVING });
    expect(can("stop-engine")).toBe(true);
    expect(await run("stop-engine")).toEqual(['controlEngine {"action":"stop"}']);
  });
  it("has its clock moved while it serves", async () => {
    expect(can("minute-ahead")).toBe(false);
    set("engine", { info: SERVING });
    expect(can("minute-ahead")).toBe(true);
    expect(await run("minute-ahead")).toEqual(["advanceClock 60000"]);
  });
  it("has its clock moved by an hour, too", async () => {
    expect(can("hour-ahead")).toBe(false);
    set("engine", { info: SERVING });
    expect(can("hour-ahead")).toBe(true);
    expect(await run("hour-ahead")).toEqual(["advanceClock 3600000"]);
  });
  it("goes back to normal when time or upstreams are not the real ones", async () => {
    expect(can("back-to-normal")).toBe(false);
    set("conditions", { now: { aheadMs: 1000, caches: [], upstreams: [] } });
    expect(await run("back-to-normal")).toEqual(["backToNormal"]);
  });
  it("takes the Corefile's ports when another window has them", async () => {
    expect(can("take-ports")).toBe(false);
    set("engine", { info: { ...SERVING, hasPorts: true } });
    expect(can("take-ports")).toBe(false);
    set("engine", { info: { ...SERVING, hasPorts: false } });
    expect(can("take-ports")).toBe(true);
    set("workspace", { info: { ...(state.workspace.info as Workspace), isReadOnly: true } });
    expect(can("take-ports")).toBe(false);
    expect(await run("take-ports")).toEqual(['controlEngine {"action":"take-ports"}']);
  });
});

describe("the cluster", () => {
  const range = {
    file: "Corefile",
    start: { line: 1, column: 1, offset: 0 },
    end: { line: 1, column: 2, offset: 1 },
  };
  const missing: Problem = { code: NO_CLUSTER, severity: "information", cause: "here", message: "none", range };
  const creates = ["cluster/a.yaml", "cluster/b.yaml"].map((file) => ({ file, text: "" }));
  const fix: Fix = { title: "Use a model cluster", edits: [], creates };

  it("is made of manifests where one is wanted, and what was made is said", async () => {
    expect(can("use-model-cluster")).toBe(false);
    set("problems", { list: [missing] });
    expect(can("use-model-cluster")).toBe(false);
    expect(await run("use-model-cluster")).toEqual([]);
    set("problems", { list: [{ ...missing, fixes: [fix] }] });
    expect(can("use-model-cluster")).toBe(true);
    expect(await run("use-model-cluster")).toEqual([`applyFix ${JSON.stringify(fix)}`]);
    gives.applyFix = true;
    expect((await run("use-model-cluster")).at(-1)).toBe("announce Created cluster/a.yaml and cluster/b.yaml.");
  });
  it("can be connected to as soon as there is an engine, and left when there is one", async () => {
    set("engine", { info: undefined });
    expect(["connect-cluster", "disconnect-cluster", "show-cluster"].filter(can)).toEqual([]);
    set("engine", { info: { ...SERVING, connectedTo: undefined } });
    expect(["connect-cluster", "disconnect-cluster", "show-cluster"].filter(can)).toEqual(["connect-cluster"]);
    set("engine", { info: { ...SERVING, connectedTo: "kind" } });
    expect(can("disconnect-cluster")).toBe(true);
    expect(await run("disconnect-cluster")).toEqual(['controlEngine {"action":"disconnect"}']);
  });
  it("is shown as its manifests where it is made of them, else where it is connected to", async () => {
    const cluster = { context: "", server: "", synced: true, failure: "", services: 1, pods: 1, namespaces: 1 };
    const api = [{ ...cluster, kind: "api" as const }];
    const manifests = [{ ...cluster, kind: "manifests" as const }];
    set("engine", { info: { ...SERVING, clusters: api } });
    expect(can("show-cluster")).toBe(true);
    expect(await run("show-cluster")).toEqual(['openDialog {"kind":"connect"}']);
    set("engine", { info: { ...SERVING, clusters: manifests } });
    expect((await run("show-cluster")).at(-1)).toBe("focus files");
    const { info } = state.workspace;
    if (info === undefined) throw new Error("no workspace");
    const [file] = info.files;
    if (file === undefined) throw new Error("no file");
    set("workspace", { info: { ...info, files: [...info.files, { ...file, path: "cluster/a.yaml" }] } });
    expect((await run("show-cluster")).at(-1)).toBe("openFile cluster/a.yaml");
    set("engine", { info: { ...SERVING, clusters: api } });
    expect((await run("show-cluster")).at(-1)).toBe('openDialog {"kind":"connect"}');
  });
});

describe("a name as a pod asks for it", () => {
  const client = { kind: "pod", namespace: "shop", name: "db-0" } as const;
  const running = (state: "working" | "done") => ({ id: "1", name: "web", client, state });
  it("is resolved when there is one and nothing else is being resolved", async () => {
    expect(can("resolve-as-pod")).toBe(false);
    set("pod", { name: "  " });
    expect(can("resolve-as-pod")).toBe(false);
    set("pod", { name: "web" });
    expect(can("resolve-as-pod")).toBe(true);
    expect(await run("resolve-as-pod")).toEqual(["resolveAsPod"]);
    set("pod", { run: running("working") });
    expect(can("resolve-as-pod")).toBe(false);
    set("pod", { run: running("done") });
    expect(can("resolve-as-pod")).toBe(true);
  });
  it("is given up while it is being resolved", async () => {
    expect(can("cancel-pod")).toBe(false);
    set("pod", { run: running("done") });
    expect(can("cancel-pod")).toBe(false);
    set("pod", { run: running("working") });
    expect(can("cancel-pod")).toBe(true);
    expect(await run("cancel-pod")).toEqual(["cancelPod"]);
  });
});

it("nothing is exported and no log read before there is a folder", () => {
  set("workspace", { info: undefined });
  expect(["export-manifests", "read-log"].filter(can)).toEqual([]);
});

describe("comparing answers", () => {
  it("is begun when no comparison is under way, and stopped when one is", async () => {
    expect(["compare-answers", "cancel-comparison"].map(can)).toEqual([true, false]);
    for (const [state, possible] of [
      ["working", [false, true]],
      ["done", [true, false]],
    ] as const) {
      set("behaviourDiff", { run: { id: "1", state, startedAtMs: 0, folder: undefined, drafts: {} } });
      expect(["compare-answers", "cancel-comparison"].map(can)).toEqual(possible);
    }
    expect(await run("cancel-comparison")).toEqual(["cancelComparison"]);
  });
});

describe("tests", () => {
  it("are stopped while they run", async () => {
    expect(can("cancel-tests")).toBe(false);
    for (const [state, possible] of [
      ["working", true],
      ["done", false],
    ] as const) {
      const run = { id: "1", state, startedMs: 0, version: 1, lines: undefined, done: 3, total: 20, problems: [] };
      set("tests", { run });
      expect(can("cancel-tests")).toBe(possible);
    }
    expect(await run("cancel-tests")).toEqual(["cancelTests"]);
  });
  it("are made of what was asked where there is no file of them", async () => {
    expect(can("make-test-file")).toBe(false);
    set("tests", { list: { kind: "no-file" } });
    expect(can("make-test-file")).toBe(true);
    expect(await run("make-test-file")).toEqual(["uncover editor", "makeTestFile"]);
  });
  it("get another one out of the reply in front, if a test can ask for it", async () => {
    expect(can("add-as-test")).toBe(false);
    const received = { kind: "nothing", because: "timeout", text: "No reply within 5 s.", tookMs: 5000 } as const;
    const asking = { name: "www.example.org.", type: "A", class: "IN", wireHex: "00" };
    const listener = { label: "dns://:53", bound: { address: "127.0.0.1", port: 1053 } };
    const reply = { asked: asking, listener, received, explanation: EXPLANATION, engine: SERVING };
    for (const [transport, possible] of [
      ["udp", true],
      ["tls", false],
    ] as const) {
      const question = { ...state.question, name: "www.example.org", transport };
      set("answers", { list: [{ id: "1", question, askedAtMs: 0, state: "done", reply }], selectedId: "1" });
      expect(can("add-as-test")).toBe(possible);
    }
    expect(await run("add-as-test")).toEqual(["uncover editor", "addAsTest"]);
  });
});
