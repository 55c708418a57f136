import { beforeEach, describe, expect, it, test } from "vitest";
import type { PodClientReply, PodResolveReply } from "../../api/pod.ts";
import { ROUTES } from "../../api/routes.ts";
import { SERVING } from "../_test/engine-info.ts";
import { EXPLANATION } from "../_test/explanation.ts";
import { fakeServer } from "../_test/fake-server.ts";
import { selectedAnswer } from "../answers/answers-slice.ts";
import { type ApiCall, createStudioApi } from "../api-client.ts";
import { createStudioStore, type StudioStore } from "../store.ts";
import { clientOf, customProblem, INITIAL_CUSTOM_POD, readDnsConfig } from "./custom-pod.ts";
import { resolvedInWords } from "./pod-words.ts";

const conf = { servers: [{ value: "192.0.2.53", origin: "" }], searches: [], options: [], notes: [], text: "" };
const WORLD: PodClientReply = {
  hasCluster: true,
  pods: [{ namespace: "shop", name: "web-1", ips: ["192.0.2.7"], dnsPolicy: "ClusterFirst", hostNetwork: false }],
  namespaces: ["shop"],
  services: ["web.shop"],
  conf,
  asksHere: true,
  profiles: [],
};
const REPLY: PodResolveReply = {
  conf,
  outcome: {
    resolver: "glibc",
    attempts: [
      {
        name: "web.shop.example.org.",
        type: "A",
        server: "192.0.2.53",
        why: "Because.",
        atMs: 0,
        outcome: "NOERROR",
        values: ["192.0.2.8"],
        tookMs: 1,
        next: "done",
        nextBecause: "",
        detail: {
          asked: { name: "web.shop.example.org.", type: "A", class: "IN", wireHex: "00" },
          received: { kind: "nothing", because: "timeout", text: "No reply.", tookMs: 1 },
          explanation: EXPLANATION,
        },
      },
    ],
    result: { isFound: true, values: ["192.0.2.8"], name: "web.shop.example.org." },
    tookMs: 1,
    isStopped: false,
    notes: [],
  },
  listener: { label: "dns://:53", bound: { address: "127.0.0.1", port: 1053 } },
  engine: SERVING,
};

let calls: ApiCall[];
let store: StudioStore;
let failing: boolean;
const state = () => store.getState();

beforeEach(async () => {
  const server = fakeServer();
  calls = server.calls;
  failing = false;
  const api = createStudioApi(async (call) => {
    const plain = await server.send(call);
    if (call.path !== ROUTES.podClient && call.path !== ROUTES.podResolve) return plain;
    if (failing) return { status: 503, body: { error: "the engine is stopped", help: "Restart it." } };
    return { status: 200, body: call.path === ROUTES.podClient ? WORLD : REPLY };
  });
  store = createStudioStore({ api, nowMs: () => 1_700_000_000_000 });
  await state().actions.loadWorkspace();
});

describe("asking as a pod", () => {
  it("reads the pods with the drafts of the page", async () => {
    state().actions.editFile("Corefile", "mine");
    state().actions.editPod({ chosen: "shop/web-1" });
    await state().actions.loadPod();
    expect(calls.at(-1)?.body).toEqual({
      drafts: { Corefile: "mine" },
      client: { kind: "pod", namespace: "shop", name: "web-1" },
    });
    expect(state().pod.world).toEqual(WORLD);
  });

  it("resolves, tells what the application gets, and opens the explanation of a query", async () => {
    state().actions.editPod({ name: "web.shop", chosen: "shop/web-1" });
    await state().actions.resolveAsPod();
    expect(state().pod.run).toMatchObject({ state: "done", name: "web.shop" });
    expect(state().layout.announcement.text).toBe(
      "The application gets 192.0.2.8 from web.shop.example.org., after 1 query.",
    );
    state().actions.openAttempt(0);
    state().actions.openAttempt(0);
    expect(state().answers.list.length).toBe(1);
    expect(selectedAnswer(state().answers)?.reply?.explanation).toEqual(EXPLANATION);
    expect(state().pod.openedAttempt).toBe(0);
  });

  it("sends nothing without a name, and says what went wrong", async () => {
    await state().actions.resolveAsPod();
    expect(state().pod.run).toBeUndefined();
    failing = true;
    state().actions.editPod({ name: "web" });
    await state().actions.resolveAsPod();
    expect(state().pod.run).toMatchObject({ state: "failed", failure: { error: "the engine is stopped" } });
    await state().actions.loadPod();
    expect(state().pod.worldFailure?.error).toBe("the engine is stopped");
  });

  it("is cancelled by its ID", async () => {
    state().actions.editPod({ name: "web" });
    const asking = state().actions.resolveAsPod();
    await state().actions.cancelPod();
    expect(calls.some(({ path, body }) => path === ROUTES.control && JSON.stringify(body).includes("pod-"))).toBe(true);
    await asking;
  });
});

test.each<[string, object]>([
  ["", { nameservers: [], searches: [], options: [] }],
  [
    "nameserver 192.0.2.1\nsearch a b\n options ndots:2 edns0",
    { nameservers: ["192.0.2.1"], searches: ["a", "b"], options: [{ name: "ndots", value: "2" }, { name: "edns0" }] },
  ],
  ["domain a", { problem: "domain: a line begins with nameserver, search or options" }],
])("the dnsConfig %j", (text, read) => expect(readDnsConfig(text)).toEqual(read));

test("a pod that is described here", () => {
  const custom = { ...INITIAL_CUSTOM_POD, namespace: " lab ", address: " 192.0.2.9 ", dnsConfig: "x" };
  expect(clientOf({ chosen: "", custom })).toEqual({
    kind: "custom",
    namespace: "lab",
    dnsPolicy: "ClusterFirst",
    hostNetwork: false,
    address: "192.0.2.9",
  });
  expect(customProblem({ chosen: "", custom })).toContain("x: a line begins with");
  expect(customProblem({ chosen: "shop/web-1", custom })).toBeUndefined();
});

test("a pod that asks another server, or nobody", () => {
  const { outcome: _outcome, ...elsewhere } = REPLY;
  expect(resolvedInWords(elsewhere)).toBe("The pod asks 192.0.2.53, not this CoreDNS: none of its queries comes here.");
  expect(resolvedInWords({ ...elsewhere, conf: { ...conf, servers: [] } })).toContain("asks nobody");
});
