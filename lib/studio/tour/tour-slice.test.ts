import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { fakeServer } from "../_test/fake-server.ts";
import { createStudioApi } from "../api-client.ts";
import { corefileOf, draftPaths } from "../files/workspace-slice.ts";
import { createStudioStore, type StudioStore } from "../store.ts";
import { TOUR } from "./steps.ts";
import { MENDED, TOUR_EXAMPLE, TRAP } from "./tour-corefile.ts";

const EXAMPLE = join(import.meta.dirname, "../../../examples/gallery", TOUR_EXAMPLE);

let store: StudioStore;
let opened: unknown[];
const state = () => store.getState();
const text = () => corefileOf(state().workspace)?.text;

beforeEach(async () => {
  const server = fakeServer();
  opened = [];
  server.files.set("Corefile", TRAP);
  const api = createStudioApi(async (call) => {
    if (!call.path.endsWith("/open")) return server.send(call);
    opened.push(call.body);
    const workspace = await server.send({ ...call, method: "GET", path: "/api/workspace" });
    const { kind, name = "test" } = call.body as { readonly kind: string; readonly name?: string };
    const origin = kind === "home" ? "folder" : kind;
    return { status: 200, body: { ...(workspace.body as object), name, origin, folder: `/${name}` } };
  });
  store = createStudioStore({ api, nowMs: () => 0 });
  store.setState({ workspace: { ...state().workspace, examples: [{ name: TOUR_EXAMPLE, title: "Tour", story: "" }] } });
  await state().actions.loadWorkspace();
});

describe("the tour", () => {
  it("is driven on the Corefile that its example ships with", () => {
    expect(readFileSync(join(EXAMPLE, "Corefile"), "utf8")).toBe(TRAP);
    expect(MENDED).toContain("        192.0.2.5 db.corp.example.org\n        fallthrough\n    }");
  });

  it("opens its example, asks, mends the Corefile, and leaves no trace", async () => {
    await state().actions.startTour();
    expect(opened).toEqual([{ kind: "example", name: TOUR_EXAMPLE }]);
    expect(text()).toBe(TRAP);
    for (let at = 1; at < TOUR.length; at++) {
      await state().actions.stepTour(1);
      expect([state().tour.at, state().tour.isBusy]).toEqual([at, false]);
      expect(text()).toBe(TOUR[at]?.corefile);
    }
    expect(text()).toBe(MENDED);
    expect(state().answers.list.map(({ question }) => question.name)).toEqual([
      "www.example.net",
      "www.example.net",
      "www.example.net",
      "db.corp.example.org",
    ]);
    await state().actions.stepTour(1);
    expect(state().tour.at).toBeUndefined();
    expect(opened.at(-1)).toEqual({ kind: "home" });
    expect(draftPaths(state().workspace)).toEqual([]);
  });

  it("goes back to what a step before showed, and not before the first", async () => {
    await state().actions.startTour();
    for (let at = 0; at < 4; at++) await state().actions.stepTour(1);
    expect(text()).toBe(MENDED);
    await state().actions.stepTour(-1);
    expect([state().tour.at, text()]).toEqual([3, TRAP]);
    for (let at = 0; at < 5; at++) await state().actions.stepTour(-1);
    expect(state().tour.at).toBe(0);
  });

  it("says each step aloud, without the marks of code", async () => {
    await state().actions.startTour();
    expect(state().layout.announcement.text).toContain("A Corefile with a trap. hosts pins one name");
  });

  it("shows each part in every layout", async () => {
    await state().actions.startTour();
    const shown: unknown[] = [];
    for (let at = 1; at < TOUR.length; at++) {
      await state().actions.stepTour(1);
      const { dockTab, drawerTab, meaningTab, phoneTab } = state().layout;
      shown.push([TOUR[at]?.part, dockTab, drawerTab, meaningTab, phoneTab].join(" "));
    }
    expect(shown).toEqual([
      "reply reply answer chain ask",
      "why reply answer chain why",
      "chain reply chain chain why",
      "reply reply answer chain ask",
      "upstreams upstreams upstreams chain ask",
      "pod upstreams pod pod pod",
      "help upstreams pod chain pod",
    ]);
  });

  it("ends where it began, in the middle as well", async () => {
    await state().actions.openWorkspace({ kind: "sample" });
    await state().actions.startTour();
    await state().actions.stepTour(1);
    await state().actions.endTour();
    expect([state().tour.at, opened.at(-1)]).toEqual([undefined, { kind: "sample" }]);
    await state().actions.stepTour(1);
    expect(state().tour.at).toBeUndefined();
  });
});
