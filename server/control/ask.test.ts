import { createSocket } from "node:dgram";
import { once } from "node:events";
import { afterEach, beforeEach, expect, it } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import type { EngineInfo } from "../../lib/api/engine.ts";
import { SERVING } from "../../lib/studio/_test/engine-info.ts";
import { freePort } from "../_test/free-port.ts";
import { askEngine } from "./ask.ts";

const QUESTION = askRequestSchema.parse({ name: "www.example.org", type: "A", timeoutMs: 2000 });
const NO_WATCH = { explanation: async () => undefined, soFar: async () => undefined, cancel: () => undefined };
let server: ReturnType<typeof createSocket>;

beforeEach(async () => {
  server = createSocket("udp4");
  // The question comes back as a reply without records.
  server.on("message", (octets, { port, address }) => {
    octets.writeUInt8(octets.readUInt8(2) | 0x80, 2);
    server.send(octets, port, address);
  });
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => server.close());

const at = (port: number): EngineInfo => {
  const address = "127.0.0.1";
  const listener = {
    label: "dns://:53",
    kind: "dns",
    isClear: true,
    bound: { address, port },
    wanted: { address: "", port: 53 },
  };
  return { ...SERVING, listeners: [listener as EngineInfo["listeners"][number]] };
};

it("a listener that has moved while it was asked is asked where it is now", async () => {
  let info = at(await freePort());
  const engine = {
    get info() {
      return info;
    },
    watch: async () => {
      info = at(server.address().port);
      return NO_WATCH;
    },
  };
  const { received, listener } = await askEngine(engine, QUESTION);
  expect(received.kind).toBe("reply");
  expect(listener.bound.port).toBe(server.address().port);
});

it("one that stays where nothing listens is not asked again", async () => {
  const gone = await freePort();
  let asked = 0;
  const watch = async () => {
    asked += 1;
    return NO_WATCH;
  };
  const { received } = await askEngine({ info: at(gone), watch }, QUESTION);
  expect(received).toMatchObject({ kind: "nothing", because: "connection refused" });
  expect(asked).toBe(1);
});
