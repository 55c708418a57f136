/** Questions of a log put to an engine over real sockets. */
import { expect, test } from "vitest";
import type { EngineInfo } from "../../lib/api/engine.ts";
import { createQueryEngine } from "../engine/worker/query-engine.ts";
import { createHost } from "../host/host.ts";
import { askQuestionsAgain } from "./ask-again.ts";

const COREFILE = `example.org:1053 {
    acl {
        block net 198.51.100.0/24
    }
    hosts {
        192.0.2.80 www.example.org
        fallthrough
    }
    template IN MX example.org {
        rcode NXDOMAIN
    }
}
`;

test("each is asked as its client asked it, and only codes come back", async () => {
  const engine = createQueryEngine({ host: createHost(), ports: "ephemeral", defaultPort: 53 });
  const snapshot = { root: "/", corefile: "Corefile", drafts: { Corefile: COREFILE }, allowed: [], environment: {} };
  const running = await engine.start(snapshot, { tell: () => undefined });
  if (running.kind === "refused") throw new Error("refused");
  const info: EngineInfo = {
    engine: "built-in",
    release: "",
    state: "serving",
    generation: 1,
    listeners: [...running.listeners],
    clusters: [],
    problems: [],
    servesEarlier: false,
    hasPorts: false,
  };
  const parts = { info, watch: running.watch.bind(running) };
  const questions = [
    { name: "www.example.org.", type: "A", from: "192.0.2.1" },
    { name: "www.example.org.", type: "A", from: "198.51.100.7", via: "tcp" as const, do: true },
    { name: "mail.example.org.", type: "MX" },
    { name: "www.example.net.", type: "TYPE999", class: "CH" },
    { name: "..", type: "A" },
  ];
  const { answers } = await askQuestionsAgain(parts, { questions }, new AbortController().signal);
  expect(answers.map(({ code, error }) => code ?? (error === undefined ? "" : "an error"))).toEqual([
    "NOERROR",
    "REFUSED",
    "NXDOMAIN",
    "REFUSED",
    "an error",
  ]);
  const stopped = { ...parts, info: { ...info, state: "stopped" as const, listeners: [] } };
  await expect(askQuestionsAgain(stopped, { questions }, new AbortController().signal)).rejects.toThrow(
    "the engine is stopped",
  );
  void engine.stop();
});
