/** For tests of plugins: a directive in a server block, set up and started in a made-up world. */
import { type Arriving, query } from "../../chain/_test/messages.ts";
import type { Message } from "../../dns/message/message.ts";
import { type FakeHost, fakeHost } from "../../ports/_test/fake-host.ts";
import { type SetUp, setUp } from "../../set-up/_test/set-up.ts";
import type { PluginSetup } from "../../set-up/define-setup.ts";
import type { Problem } from "../../text/problem.ts";
import { FakeFiles } from "./fake-files.ts";
import { FakeHttp } from "./fake-http.ts";
import { type Following, type Served, serve } from "./serve.ts";

/** A world in which files change and HTTP servers listen. */
export interface World extends FakeHost {
  readonly files: FakeFiles;
  readonly http: FakeHttp;
}

/** Makes one with these files. */
export function world(files: Readonly<Record<string, string>> = {}, http: FakeHttp = new FakeHttp()): World {
  return { ...fakeHost(), files: new FakeFiles(files), http };
}

/** What a query carries beside its question. */
export interface Carrying {
  readonly fields?: Partial<Message>;
  readonly arrival?: Arriving;
}

/** A plugin at work. */
export interface Running extends SetUp {
  /** Why it did not start. */
  readonly problem: Problem | undefined;
  /** Sends a watched query through the plugin's handler. */
  ask(question: string, then?: Following, carrying?: Carrying): Promise<Served>;
  stop(): Promise<void>;
}

/** Starts a server block for the zone `.` with these lines. */
export async function run(setup: PluginSetup, lines: string, host: FakeHost = world()): Promise<Running> {
  return runCorefile(setup, `.:1053 {\n${lines}\n}`, host);
}

/** Starts a Corefile; the handler of its first block is asked. */
export async function runCorefile(setup: PluginSetup, text: string, host: FakeHost = world()): Promise<Running> {
  const configured = setUp(text, [setup], host);
  const [handler] = configured.blocks[0]?.chain.links.map((link) => link.handler) ?? [];
  const problem = configured.messages.length === 0 ? await configured.lifeCycle.start() : undefined;
  return {
    ...configured,
    problem,
    ask(question, then, { fields, arrival } = {}) {
      if (handler === undefined) throw new Error(`no handler: ${configured.messages.join("; ")}`);
      return serve(handler, query(question, fields, arrival), then);
    },
    stop: () =>
      configured.lifeCycle.stop((error) => {
        throw error;
      }),
  };
}
