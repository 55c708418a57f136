import { expect, it } from "vitest";
import { WorkerHost } from "./worker-host.ts";

const tellsNames = `
import { parentPort } from "node:worker_threads";
parentPort.on("message", ({ kind, id }) => {
  if (kind === "call") parentPort.postMessage({ kind: "returned", id, result: Object.keys(process.env) });
});`;

it("an engine's worker has nothing of the environment but where compiled modules lie", async () => {
  const entry = new URL(`data:text/javascript,${encodeURIComponent(tellsNames)}`);
  const host = new WorkerHost({ entry, onDeath: () => {}, onNotice: () => {} });
  const order = { root: "/", corefile: "Corefile", drafts: {}, allowed: [], environment: {} };
  const names = await host.call("check", order);
  expect(names).toEqual(process.env.NODE_COMPILE_CACHE === undefined ? [] : ["NODE_COMPILE_CACHE"]);
  await host.stop();
});
