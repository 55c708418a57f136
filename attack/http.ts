/** The studio's HTTP under attack: what other sites, other programs and broken clients send it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { methodsOf } from "../lib/api/methods.ts";
import { ROUTES } from "../lib/api/routes.ts";
import type { Attack, AttackContext, AttackResult } from "./attack.ts";
import { BODIES, makeRequest, mutate, waysOut } from "./http-requests.ts";
import { askJson, askRaw, hold, type RawReply } from "./raw-http.ts";
import { CANARY, COREFILE, STUDIO_ROOT, Studio } from "./studio.ts";
import { holdingOf } from "./target.ts";

const MAX_STREAMS = 64;
const FLOOD = 3000;
const SLOW = 300;
const MAX_GROWTH_MIB = 300;
/** Handles that come and go by themselves: a watcher, a keep-alive connection, a worker. */
const MAX_MORE_HANDLES = 24;

export const http: Attack = {
  name: "http",
  about:
    "heads, bodies, paths and floods at the studio's web server, with a file beside its folder that nobody may see",
  async run(context) {
    if (!existsSync(join(STUDIO_ROOT, ".next", "BUILD_ID")))
      return { faults: ["the studio is not built: npm run build"], figures: {} };
    const studio = await Studio.start();
    try {
      return await new Run(context, studio).all();
    } finally {
      await studio.stop();
    }
  },
};

class Run {
  readonly #context: AttackContext;
  readonly #studio: Studio;
  readonly #faults: string[] = [];
  readonly #figures: Record<string, string | number> = {};
  #sent = 0;

  constructor(context: AttackContext, studio: Studio) {
    this.#context = context;
    this.#studio = studio;
  }

  async all(): Promise<AttackResult> {
    const { pid } = this.#studio;
    const outside = this.#studio.outsideNow();
    await this.#heads(50);
    const before = holdingOf(pid);
    await this.#heads(600);
    await this.#bodies(600);
    await this.#paths();
    await this.#streams();
    await this.#slowHeads();
    await this.#isBack(before.handles);
    const after = holdingOf(pid);
    if (this.#studio.outsideNow() !== outside) this.#faults.push("something outside the workspace was written");
    if (after.rssMiB - before.rssMiB > MAX_GROWTH_MIB)
      this.#faults.push(`memory grew from ${before.rssMiB} to ${after.rssMiB} MiB`);
    const figures = { requests: this.#sent, "RSS before": before.rssMiB, "RSS after": after.rssMiB };
    return { faults: this.#faults, figures: { ...figures, ...this.#figures, "handles before": before.handles } };
  }

  /** What holds for each reply, whatever was asked. */
  #judge(what: string, { status, body }: RawReply): void {
    this.#sent += 1;
    const tell = (fault: string): void => {
      this.#faults.push(`${fault}: ${JSON.stringify(what.slice(0, 400))} → ${status} ${body.slice(0, 200)}`);
    };
    if (!this.#studio.isAlive) tell("the studio died");
    if (status >= 500 && status !== 503) tell("a fault of its own");
    if (body.includes(CANARY)) tell("the secret was read");
    if (/\n {4}at |node_modules|\.ts:\d/.test(body) || body.includes(STUDIO_ROOT))
      tell("a stack or a path of the machine");
  }

  async #heads(count: number): Promise<void> {
    const { port } = this.#studio;
    for (let index = 0; index < count; index++) {
      const { text, isForeign } = makeRequest(this.#context.random, port);
      // A stream of events never ends by itself.
      if (text.startsWith(`GET ${ROUTES.events} `)) continue;
      const reply = await askRaw(port, text);
      this.#judge(text, reply);
      const isApi = / \/api\//.test(text.split("\r\n", 1)[0] ?? "");
      if (isForeign && isApi && reply.status >= 200 && reply.status < 300)
        this.#faults.push(`somebody from outside was let in: ${JSON.stringify(text.slice(0, 400))}`);
    }
    this.#context.say(`${count} heads`);
  }

  async #bodies(count: number): Promise<void> {
    const { random } = this.#context;
    for (let index = 0; index < count; index++) {
      const [method, path, body] = random.pick(BODIES);
      let changed = mutate(random, body);
      while (random.chance(40)) changed = mutate(random, changed);
      this.#judge(
        `${method} ${path} ${JSON.stringify(changed)}`,
        await askJson(this.#studio.port, { method, path, body: changed }),
      );
    }
    const deep = "[".repeat(200_000);
    const head = `POST ${ROUTES.check} HTTP/1.1\r\nHost: 127.0.0.1:${this.#studio.port}\r\nConnection: close\r\n`;
    const typed = `${head}Content-Type: application/json\r\nContent-Length: ${deep.length}\r\n\r\n${deep}`;
    this.#judge("200,000 brackets", await askRaw(this.#studio.port, typed));
    this.#context.say(`${count} bodies`);
  }

  async #paths(): Promise<void> {
    const ways = waysOut("secret.txt", join(this.#studio.outside, "secret.txt"));
    for (const way of ways) {
      const query = `${ROUTES.file}?path=`;
      const draft = `.:1053 {\n    import ${way}\n    file ${way} example.org\n    hosts ${way}\n}\n`;
      const asked: readonly (readonly [string, string, unknown?])[] = [
        ["GET", `${query}${encodeURIComponent(way)}`],
        ["GET", `${query}${encodeURIComponent(encodeURIComponent(way))}`],
        ["DELETE", `${query}${encodeURIComponent(way)}`],
        ["PUT", ROUTES.file, { path: way, text: "written", baseRevision: null }],
        ["POST", ROUTES.rename, { from: way, to: "taken" }],
        ["POST", ROUTES.rename, { from: "Corefile", to: way }],
        ["POST", ROUTES.open, { kind: "corefile", path: way }],
        ["POST", ROUTES.open, { kind: "example", name: way }],
        ["POST", ROUTES.open, { kind: "folder", path: way }],
        ["POST", ROUTES.check, { drafts: { [way]: "x" }, corefile: way }],
        ["POST", ROUTES.apply, { drafts: { Corefile: draft } }],
        ["POST", ROUTES.advice, { drafts: { Corefile: draft } }],
      ];
      for (const [method, path, body] of asked)
        this.#judge(
          `${method} ${path} ${JSON.stringify(body)}`,
          await askJson(this.#studio.port, { method, path, body }),
        );
      await askJson(this.#studio.port, { method: "POST", path: ROUTES.open, body: { kind: "home" } });
    }
    this.#context.say(`${ways.length} ways out of the folder`);
  }

  /** Many more readers of events than there are places, and how long others wait meanwhile. */
  async #streams(): Promise<void> {
    const { port } = this.#studio;
    const head = `${methodsOf(ROUTES.events)[0]} ${ROUTES.events} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
    const sockets: Awaited<ReturnType<typeof hold>>[] = [];
    for (let index = 0; index < FLOOD; index++) {
      const held = await hold(port, head);
      if (held.status === 200) sockets.push(held);
      else held.socket.destroy();
    }
    if (sockets.length > MAX_STREAMS) this.#faults.push(`${sockets.length} streams were let in`);
    this.#figures["streams let in"] = sockets.length;
    this.#figures["slowest of 20 writes beside them, ms"] = await this.#slowest();
    for (const { socket } of sockets) socket.destroy();
    const startMs = performance.now();
    while (performance.now() - startMs < 5000) {
      const { socket, status } = await hold(port, head);
      socket.destroy();
      if (status === 200) break;
      await sleep(20);
    }
    const tookMs = Math.round(performance.now() - startMs);
    this.#figures["a place is free again after, ms"] = tookMs;
    if (tookMs > 2000) this.#faults.push(`the places of readers that went away stayed taken for ${tookMs} ms`);
  }

  async #slowest(): Promise<number> {
    let slowestMs = 0;
    for (let index = 0; index < 20; index++) {
      const startMs = performance.now();
      const body = { path: `notes/${this.#sent}.txt`, text: `${index}`, baseRevision: null };
      const reply = await askJson(this.#studio.port, { method: "PUT", path: ROUTES.file, body });
      this.#judge("a write", reply);
      if (reply.status !== 200) this.#faults.push(`a write was refused: ${reply.status} ${reply.body.slice(0, 200)}`);
      slowestMs = Math.max(slowestMs, performance.now() - startMs);
    }
    return Math.round(slowestMs);
  }

  /** Clients that never come to the end of a request's head. */
  async #slowHeads(): Promise<void> {
    const { port } = this.#studio;
    const head = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `;
    const held = await Promise.all(Array.from({ length: SLOW }, () => hold(port, head)));
    const slowestMs = await this.#slowest();
    this.#figures[`slowest of 20 writes beside ${SLOW} slow clients, ms`] = slowestMs;
    for (let waitedMs = 0; waitedMs < 20_000 && held.some(({ socket }) => !socket.destroyed); waitedMs += 250)
      await sleep(250);
    const open = held.filter(({ socket }) => !socket.destroyed);
    if (open.length > 0) this.#faults.push(`${open.length} clients may take as long as they like for a request`);
    for (const { socket } of open) socket.destroy();
  }

  /** Whether it serves as before, and holds no more than before. */
  async #isBack(handlesBefore: number): Promise<void> {
    const { port, pid } = this.#studio;
    await askJson(port, { method: "POST", path: ROUTES.control, body: { action: "restart" } });
    const { status, body } = await askJson(port, {
      method: "POST",
      path: ROUTES.apply,
      body: { drafts: { Corefile: COREFILE } },
    });
    if (status !== 200 || !body.includes('"applied":true')) this.#faults.push(`it does not serve any more: ${body}`);
    let handles = 0;
    for (let waitedMs = 0; waitedMs < 15_000; waitedMs += 500) {
      ({ handles } = holdingOf(pid));
      if (handles <= handlesBefore + MAX_MORE_HANDLES) break;
      await sleep(500);
    }
    this.#figures["handles after"] = handles;
    if (handles > handlesBefore + MAX_MORE_HANDLES) this.#faults.push(`${handles} handles, ${handlesBefore} before`);
  }
}
