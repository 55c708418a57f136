import { describe, expect, test } from "vitest";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { setup } from "./setup.ts";

const LINES = `.:1053 {
on startup ./announce --up &
on STARTUP cp "a b" c
on certrenew never
on shutdown ./announce
}`;
const fail = (error: unknown): never => {
  throw error;
};
const anonymous = (line: string): string =>
  line.replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/, "ID");

describe("on", () => {
  test("runs nothing until the server has started, and then what is to be run, in order", async () => {
    const { lifeCycle, host } = setUp(LINES, [setup]);
    await lifeCycle.start();
    expect(host.commands?.asked).toEqual([]);
    await lifeCycle.started(fail);
    expect(host.commands?.asked).toEqual(["start ./announce --up", "run cp a b c"]);
    await lifeCycle.finish(fail);
    expect(host.commands?.asked.slice(2)).toEqual(["run ./announce"]);
    expect(host.log.lines.map(anonymous)).toEqual([
      '[INFO] Nonblocking Command "./announce --up" with ID ID',
      '[INFO] Blocking Command "cp a b c" with ID ID',
      '[INFO] Blocking Command "./announce " with ID ID',
    ]);
  });

  test("a rehearsal and a reload run nothing at their end", async () => {
    const { lifeCycle, host } = setUp(LINES, [setup]);
    await lifeCycle.start();
    await lifeCycle.stop(fail);
    expect(host.commands?.asked).toEqual([]);
  });

  test("what fails is logged, and the next one runs", async () => {
    const { lifeCycle, host } = setUp(LINES, [setup]);
    host.commands?.failures.set("./announce", "exit status 1");
    await lifeCycle.started(fail);
    expect(host.commands?.asked).toHaveLength(2);
    expect(anonymous(host.log.lines[1] ?? "")).toBe("error on 'on-ID' hook: exit status 1");
  });

  test("where no commands may be run that is said, and the rest serves", async () => {
    const { lifeCycle, problems } = setUp(LINES, [setup], { ...fakeHost(), commands: undefined });
    expect(problems).toMatchObject([
      {
        severity: "warning",
        cause: "engine",
        message: "plugin/on: the studio runs no commands of a Corefile, corefile-studio serve does",
        range: { start: { line: 2 } },
      },
    ]);
    expect(await lifeCycle.start()).toBeUndefined();
    await lifeCycle.started(fail);
    await lifeCycle.finish(fail);
  });
});
