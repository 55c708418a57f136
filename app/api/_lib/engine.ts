/**
 * The one gateway from routes to the server: `server/` is run by Node, from source or as it is in the package, and never
 * bundled, so that workers, sockets and files are there as they are everywhere else.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { streamEvents } from "../../../server/control/event-stream.ts";
import type { readManual } from "../../../server/control/manual.ts";
import type { Studio, theStudio } from "../../../server/control/studio.ts";

interface StudioModule {
  readonly theStudio: typeof theStudio;
}
interface StreamModule {
  readonly streamEvents: typeof streamEvents;
}
interface ManualModule {
  readonly readManual: typeof readManual;
}

/** Loads a module of the project. Its name ends in `.ts` in a clone and in `.js` in the package. */
function load<Module>(path: string): Promise<Module> {
  const { COREFILE_STUDIO_ROOT: root = process.cwd(), COREFILE_STUDIO_MODULES: ending = ".ts" } = process.env;
  const { href } = pathToFileURL(join(/* turbopackIgnore: true */ root, `${path}${ending}`));
  return import(/* turbopackIgnore: true */ /* @vite-ignore */ href);
}

/** The studio of this process. */
export async function getStudio(): Promise<Studio> {
  const { theStudio: get } = await load<StudioModule>("server/control/studio");
  return get();
}

/** Its events and those of a window as a stream of server-sent events. */
export async function getEventStream(window: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const { streamEvents: stream } = await load<StreamModule>("server/control/event-stream");
  return stream(await getStudio(), window, signal);
}

/** The manual page of a plugin, in Markdown; undefined when there is no such plugin. */
export async function getManual(plugin: string): Promise<string | undefined> {
  const { readManual: read } = await load<ManualModule>("server/control/manual");
  return read(plugin);
}
