/** The flags of `serve`: CoreDNS's, read as Go's flag package reads them (-flag, --flag, -flag=value, -flag value). */
import { nearestOption } from "../usage.ts";

/** What to serve, and how. */
export interface ServeOptions {
  /** The Corefile as it was given; undefined for ./Corefile, or CoreDNS's default when there is none. */
  readonly corefile: string | undefined;
  readonly defaultPort: string;
  /** A folder of manifests that stand for a cluster. */
  readonly cluster: string | undefined;
  readonly quiet: boolean;
  readonly pidFile: string | undefined;
  /** How many threads answer. */
  readonly workers: number;
  readonly show: "plugins" | "version" | "usage" | undefined;
}

/** Why the flags cannot be read. */
export interface FlagProblem {
  readonly error: string;
}

const TEXT_FLAGS = ["cluster", "conf", "dns.port", "log-format", "p", "pidfile", "workers"] as const;
const SWITCHES = ["quiet", "plugins", "version", "help", "h"] as const;

export const SERVE_USAGE = `Usage of corefile-studio serve:
  -cluster string
    	Folder of Kubernetes manifests that stand for a cluster
  -conf string
    	Corefile to load, or stdin (default "Corefile")
  -dns.port string
    	Default port (default "53")
  -log-format string
    	Log format (only text yet) (default "text")
  -p string
    	Default port (default "53")
  -pidfile string
    	Path to write pid file
  -plugins
    	List installed plugins
  -quiet
    	Quiet mode (no initialization output)
  -version
    	Show version
  -workers int
    	Threads that answer, each with its own copy of zones and caches (Linux only) (default 1)
`;

/** Reads the flags; the first that cannot be read ends it, as in CoreDNS. */
export function readServeOptions(args: readonly string[]): ServeOptions | FlagProblem {
  const texts = new Map<string, string>();
  const switches = new Set<string>();
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    const match = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(arg);
    if (match === null) return { error: `extra command line arguments: [${args.slice(at).join(" ")}]` };
    const [, flag = "", given] = match;
    if (isOneOf(SWITCHES, flag)) {
      if (given === undefined || /^(1|t|T|true|TRUE|True)$/.test(given)) switches.add(flag);
      else if (!/^(0|f|F|false|FALSE|False)$/.test(given))
        return { error: `invalid boolean value "${given}" for -${flag}: parse error` };
      continue;
    }
    if (!isOneOf(TEXT_FLAGS, flag)) {
      const flags = [...TEXT_FLAGS, ...SWITCHES].map((name) => `-${name}`);
      return { error: `flag provided but not defined: -${flag}${nearestOption(flag, flags)}` };
    }
    const value = given ?? args[++at];
    if (value === undefined) return { error: `flag needs an argument: -${flag}` };
    if (flag === "log-format" && value !== "text") return { error: `log format "${value}" is not supported yet` };
    if (flag === "workers" && !/^0*[1-9]\d{0,2}$/.test(value)) {
      return { error: `invalid value "${value}" for flag -workers: a number from 1 to 999` };
    }
    texts.set(flag === "p" ? "dns.port" : flag, value);
  }
  return {
    corefile: texts.get("conf"),
    defaultPort: texts.get("dns.port") ?? "53",
    cluster: texts.get("cluster"),
    quiet: switches.has("quiet"),
    pidFile: texts.get("pidfile"),
    workers: Number(texts.get("workers") ?? 1),
    show:
      switches.has("help") || switches.has("h")
        ? "usage"
        : switches.has("version")
          ? "version"
          : switches.has("plugins")
            ? "plugins"
            : undefined,
  };
}

function isOneOf<Word extends string>(words: readonly Word[], text: string): text is Word {
  return words.some((word) => word === text);
}
