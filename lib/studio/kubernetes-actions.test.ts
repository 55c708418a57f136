import { expect, it } from "vitest";
import { ROUTES } from "../api/routes.ts";
import { planImports } from "../kubernetes/import-plan.ts";
import { type ApiCall, createStudioApi } from "./api-client.ts";
import { createStudioStore } from "./store.ts";

const MAPS = [
  {
    kind: "ConfigMap",
    metadata: { name: "coredns" },
    data: { Corefile: ".:53 {\n    import custom/*.override\n}\n", Nodes: "x\n" },
  },
  { kind: "ConfigMap", metadata: { name: "coredns-custom" }, data: { "a.override": "errors\nbad\n" } },
];

it("a plan is checked with its parts in their places, and each error is led back to the key that it comes from", async () => {
  const sent: ApiCall[] = [];
  const problem = (line: number, file: string) => ({
    code: "x",
    severity: "error",
    cause: "text",
    message: `${file}:${line} - wrong`,
    range: { file, start: { offset: 0, line, column: 1 }, end: { offset: 0, line, column: 1 } },
  });
  const workspace = {
    name: "t",
    folder: "/dns",
    origin: "folder",
    corefile: "Corefile",
    revision: 1,
    isTruncated: false,
    environment: {},
    files: [],
  };
  const problems = [
    problem(3, "Corefile"),
    problem(1, "Nodes"),
    { ...problem(1, "Corefile"), severity: "warning" },
    { ...problem(2, "Corefile"), cause: "here" },
  ];
  const send = async (call: ApiCall) => {
    sent.push(call);
    return call.path === ROUTES.workspace
      ? { status: 200, body: workspace }
      : { status: 200, body: { problems, tookMs: 1 } };
  };
  const { actions } = createStudioStore({ api: createStudioApi(send), nowMs: () => 0 }).getState();
  await actions.loadWorkspace();
  const planned = planImports(MAPS.map((map) => JSON.stringify(map)).join("\n---\n"), "Corefile");
  const [plan] = planned.kind === "plans" ? planned.plans : [];
  if (plan === undefined) throw new Error("no plan");
  const refused = await actions.kubernetes.checkPlan(plan);
  expect(sent.find(({ path }) => path === ROUTES.check)?.body).toEqual({
    drafts: { Corefile: ".:53 {\nerrors\nbad\n}\n", Nodes: "x\n", "custom/a.override": "errors\nbad\n" },
  });
  expect(refused).toEqual([
    {
      message: "Corefile:3 - wrong",
      line: { text: "bad", object: "ConfigMap coredns-custom", key: "a.override", line: 2 },
    },
    { message: "Nodes:1 - wrong", line: undefined },
  ]);
});
