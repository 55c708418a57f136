/** What stands under /debug/pprof/: profiles of this engine at the paths of Go's, in V8's formats. */
import type { HttpHandler, HttpRequest, HttpResponse } from "../../ports/http.ts";
import type { NoProfile, Profiler } from "../../ports/profiler.ts";

const FOLDER = "/debug/pprof";
const DEFAULT_SECONDS = 5;
const MOST_SECONDS = 60;
const TEXT = "text/plain; charset=utf-8";
const JSON_TYPE = "application/json";

type Serve = (profiler: Profiler, request: HttpRequest) => Promise<HttpResponse>;

interface Page {
  /** In the index. */
  readonly about: string;
  readonly serve: Serve;
}

const NOTHING_BLOCKS =
  "# The engine runs in one thread, which waits for nothing: there is no profile of it.\n# See /debug/pprof/goroutine for what is open.\n";

/** Profiles by name, in the order of the index. */
const PAGES: Readonly<Record<string, Page>> = {
  allocs: {
    about: "what allocates memory, for ?seconds=5 (.heapprofile)",
    serve: async (profiler, request) => profile(await profiler.allocations(durationMs(request))),
  },
  block: {
    about: "nothing: the engine runs in one thread, which waits for nothing",
    serve: async () => text(NOTHING_BLOCKS),
  },
  cmdline: {
    about: "the program and its arguments",
    serve: async (profiler) => text(profiler.commandLine().join("\u0000")),
  },
  goroutine: {
    about: "sockets, timers and requests that are open, by kind",
    serve: async (profiler) => text([...(await profiler.open())].map(([kind, count]) => `${kind} ${count}\n`).join("")),
  },
  heap: {
    about:
      "all objects (.heapsnapshot), for which nothing is answered meanwhile; with ?debug=1 only how much memory is used",
    serve: async (profiler, request) =>
      isAsked(request, "debug") ? text(await profiler.memorySummary()) : profile(await profiler.memory()),
  },
  mutex: { about: "nothing, as block", serve: async () => text(NOTHING_BLOCKS) },
  profile: {
    about: "where processor time goes, for ?seconds=5 (.cpuprofile)",
    serve: async (profiler, request) => profile(await profiler.processor(durationMs(request))),
  },
  threadcreate: { about: "nothing, as block", serve: async () => text(NOTHING_BLOCKS) },
  trace: {
    about: "what V8 and Node do, for ?seconds=5 (events for Chrome's tracing)",
    serve: async (profiler, request) => profile(await profiler.trace(durationMs(request))),
  },
};

/** Serves them. */
export function createProfiles(profiler: Profiler): HttpHandler {
  return (request) => {
    const { path } = request;
    if (path === FOLDER || path === `${FOLDER}/`)
      return { status: 200, contentType: "text/html; charset=utf-8", body: INDEX };
    const name = path.startsWith(`${FOLDER}/`) ? path.slice(FOLDER.length + 1) : undefined;
    if (name === undefined) return { status: 404, contentType: TEXT, body: "404 page not found\n" };
    const page = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined;
    return page?.serve(profiler, request) ?? { status: 404, contentType: TEXT, body: "Unknown profile\n" };
  };
}

const INDEX = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${FOLDER}/</title></head>
<body>
<h1>${FOLDER}/</h1>
<dl>
${Object.entries(PAGES)
  .map(([name, { about }]) => `<dt><a href="${FOLDER}/${name}">${name}</a></dt><dd>${about}</dd>`)
  .join("\n")}
</dl>
</body>
</html>
`;

function text(body: string): HttpResponse {
  return { status: 200, contentType: TEXT, body };
}

function profile(made: string | Uint8Array | NoProfile): HttpResponse {
  if (typeof made === "string" || made instanceof Uint8Array)
    return { status: 200, contentType: JSON_TYPE, body: made };
  return { status: 503, contentType: TEXT, body: `${made.why}\n` };
}

function isAsked({ query }: HttpRequest, name: string): boolean {
  return (queryValue(query, name) ?? "0") !== "0";
}

/** As Go does, whatever is no number above 0 means the default. */
function durationMs({ query }: HttpRequest): number {
  const seconds = Number(queryValue(query, "seconds"));
  return 1000 * (seconds > 0 ? Math.min(seconds, MOST_SECONDS) : DEFAULT_SECONDS);
}

function queryValue(query: string, name: string): string | undefined {
  const pairs = query.replace(/^\?/, "").split("&");
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
