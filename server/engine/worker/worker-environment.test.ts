import { expect, it } from "vitest";
import { WorkerHost } from "./worker-host.ts";

const tellsNames = `
import { parentPort } from "node:worker_threads";
parentPort.on("message", ({ kind, id }) => {
  if (kind === "call") parentPort.postMessage({ kind: "returned", id, result: Object.keys(process.env) });
});`;

it("an engine's worker has no environment of its own", async () => {
  const entry = new URL(`data:text/javascript,${encodeURIComponent(tellsNames)}`);
  const host = new WorkerHost({ entry, onDeath: () => {}, onNotice: () => {} });
  const order = { root: "/", corefile: "Corefile", drafts: {}, allowed: [], environment: {} };
  expect(await host.call("check", order)).toEqual([]);
  await host.stop();
});
