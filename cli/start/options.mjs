/** What people tell `npm start`, `npm run dev` and `corefile-studio start`: a folder, and where to listen; and what the studio's server gets of it. */
import { randomBytes } from "node:crypto";
import { lookup } from "node:dns/promises";
import { existsSync, statSync } from "node:fs";
import { createServer, isIP } from "node:net";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { root } from "./root.mjs";

const LOOPBACK = "127.0.0.1";
/** Addresses that mean all, and where such a server can be reached from here. */
const WILDCARDS = { "0.0.0.0": LOOPBACK, "::": "::1" };
const MIN_TOKEN_LENGTH = 16;

/** How the commands are used, behind `Usage: `. */
export const ENVIRONMENT_HELP = `Environment:
  HOST                         address to listen on (default 127.0.0.1); any other than loopback needs a token
  PORT                         port to listen on (default 3000)
  COREFILE_STUDIO_HOME         where the sample is kept (default ~/.local/share/corefile-studio)
  COREFILE_STUDIO_ALLOW        files outside DIR that a Corefile may read, separated by ":"
  COREFILE_STUDIO_ENVIRONMENT  variables of this environment that a Corefile may see ({$NAME}), separated by ","; without
                               it none. studio.yaml in DIR may give values, too
  COREFILE_STUDIO_TOKEN        the token that a browser must have, ${MIN_TOKEN_LENGTH} letters and digits or more; for a HOST
                               that is not loopback one is made up and printed when it is not set
`;

/** An end with a message for people and an exit code. */
export class Stop extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Reads the command line and the environment. Rejects with a `Stop` for what cannot be meant. */
export async function readOptions({ args, environment, help }) {
  if (args.includes("--help") || args.includes("-h")) throw new Stop(help, 0);
  const unknown = args.find((argument) => argument.startsWith("-"));
  if (unknown !== undefined) throw new Stop(`unknown option ${unknown}\n\n${help}`, 2);
  if (args.length > 1) throw new Stop(`one folder at most, not ${args.length}\n\n${help}`, 2);
  const { address, shown } = await readHost(environment.HOST ?? "");
  return {
    address,
    shown,
    port: readPort(environment.PORT ?? ""),
    token: readToken(environment.COREFILE_STUDIO_TOKEN ?? "", address),
    folder: args[0] === undefined ? undefined : readFolder(args[0], environment.INIT_CWD ?? process.cwd()),
  };
}

function readPort(text) {
  if (text === "") return 3000;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw new Stop(`PORT=${text} is no port`, 2);
  return port;
}

/** The folder to open; npm runs scripts in the project's folder, so a relative one counts from where npm was called. */
function readFolder(text, from) {
  const folder = resolve(from, text);
  if (!existsSync(folder)) throw new Stop(`${folder}: no such folder`, 2);
  if (!statSync(folder).isDirectory()) throw new Stop(`${folder} is a file; give the folder that it is in`, 2);
  return folder;
}

/**
 * The address to listen on, and the host to show. A name is looked up here, once; a text such as `127.1`, of which the
 * system would make an address in its own way, is refused.
 */
async function readHost(text) {
  const host = text.trim().replace(/^\[(.*)\]$/, "$1");
  if (host === "") return { address: LOOPBACK, shown: LOOPBACK };
  if (isIP(host) !== 0) return { address: canonical(host), shown: shownOf(canonical(host)) };
  if (!isHostName(host)) {
    const advice = `write all of an address, such as ${LOOPBACK} or [::1], or leave HOST out`;
    throw new Stop(`HOST=${text} is neither an address nor the name of a host; ${advice}`, 2);
  }
  try {
    const { address } = await lookup(host, { verbatim: false });
    // The studio answers for no other name on loopback: any other could be led here by somebody else's DNS.
    const isLocalhost = /^localhost\.?$/i.test(host);
    return { address, shown: isLoopback(address) && !isLocalhost ? shownOf(address) : host };
  } catch {
    throw new Stop(`HOST=${text}: no such host`, 2);
  }
}

/** Letters, digits, hyphens within labels, and a last label that makes no number (WHATWG URL, ends in a number). */
function isHostName(text) {
  const labels = text.replace(/\.$/, "").split(".");
  const isName = labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/i.test(label));
  return isName && !/^(?:\d+|0x[0-9a-f]*)$/i.test(labels.at(-1) ?? "");
}

/** The one way to write an address. */
function canonical(address) {
  return isIP(address) === 6 && !address.includes("%") ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}

function isLoopback(address) {
  return address === "::1" || (isIP(address) === 4 && address.startsWith("127."));
}

function shownOf(address) {
  if (WILDCARDS[address] !== undefined) return hostname();
  return address.includes(":") ? `[${address.replace("%", "%25")}]` : address;
}

/** The token that is needed; undefined when the studio is on loopback and none is wanted. */
function readToken(given, address) {
  if (given === "") return isLoopback(address) ? undefined : randomBytes(18).toString("base64url");
  if (!/^[\w.~-]+$/.test(given)) {
    throw new Stop("COREFILE_STUDIO_TOKEN may have letters, digits and . _ ~ - only", 2);
  }
  if (given.length < MIN_TOKEN_LENGTH) {
    const advice = `take ${MIN_TOKEN_LENGTH} or more, or leave it out, and one is made`;
    throw new Stop(`COREFILE_STUDIO_TOKEN has ${given.length} characters and can be guessed; ${advice}`, 2);
  }
  return given;
}

/** The environment of the studio's server, where it is reached from here, and the address for people. */
export function describeServer({ address, shown, port, token, folder }, environment) {
  const { COREFILE_STUDIO_TOKEN: _given, ...others } = environment;
  const url = `http://${shown}:${port}`;
  return {
    environment: {
      ...others,
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: address,
      PORT: String(port),
      COREFILE_STUDIO_ROOT: root,
      ...(folder === undefined ? {} : { COREFILE_STUDIO_DIR: folder }),
      ...(token === undefined ? {} : { COREFILE_STUDIO_TOKEN: token }),
    },
    reachable: WILDCARDS[address] ?? address,
    url: token === undefined ? url : `${url}/api/session?token=${token}`,
  };
}

/** Rejects with a clear message when somebody listens there already; `command` is how the studio was started. */
export function requireFreePort({ address, port }, command) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", (error) => {
      const busy = `port ${port} on ${address} is in use; stop what listens there or choose another: PORT=${port + 1} ${command}`;
      const other = `cannot listen on ${address}, port ${port}: ${error.message}`;
      fail(new Stop(error.code === "EADDRINUSE" ? busy : other));
    });
    probe.listen({ host: address, port, exclusive: true }, () => probe.close(done));
  });
}

/** Ends the process with what a `Stop` says; all else is thrown on. */
export function endWith(error) {
  if (!(error instanceof Stop)) throw error;
  process[error.exitCode === 0 ? "stdout" : "stderr"].write(`${error.message.trimEnd()}\n`);
  process.exitCode = error.exitCode;
}
