/** Our engine as `serve` runs it, in this process: a process of its own for each case costs more than the case. */
import { join } from "node:path";
import { DEFAULT_COREFILE } from "../cli/serve/corefile.ts";
import { Server } from "../cli/serve/server.ts";
import { filesOf } from "../server/host/files.ts";
import type { EngineProcess, EngineStart } from "./engine.ts";

/** Starts the server. What it cannot foresee ends this process. */
export function startOwnEngine({ folder, defaultPort, environment }: Omit<EngineStart, "command">): EngineProcess {
  const printed: string[] = [];
  let exitCode: number | undefined;
  let stopped: Promise<void> | undefined;
  const end = (code: number): void => {
    exitCode ??= code;
    stopped ??= server.stop();
  };
  const server = new Server(
    {
      corefile: join(folder, DEFAULT_COREFILE),
      defaultPort: String(defaultPort),
      cluster: undefined,
      quiet: false,
      pidFile: undefined,
      workers: 1,
      show: undefined,
    },
    {
      folder,
      environment: { ...process.env, ...environment },
      files: filesOf(folder),
      line: (text) => {
        if (exitCode === undefined) printed.push(`${text}\n`);
      },
      complain: (text) => void printed.push(text),
      end,
      serving: () => undefined,
    },
  );
  void server.start().then((code) => {
    if (code !== undefined) end(code);
  });
  return {
    exitCode: () => exitCode,
    output: () => printed.join(""),
    stop: () => (stopped ??= server.stop()),
  };
}
