/** Placeholders of a case (`@P1@`, `@DIR@`) and the real ports and folder behind them, in both directions. */
import { createSocket } from "node:dgram";
import { createServer } from "node:net";

/** Names in the order in which ports are handed out: P9 is the default port, PM that of the metrics. */
const PORT_NAMES = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "PM"] as const;

/** Below it are ports that cases name themselves, above it those from which the system takes source ports. */
const FIRST_PORT = 10_240;
const LAST_PORT = 31_240;

/** Real values for the placeholders of one run of a case. */
export interface Placeholders {
  readonly ports: Readonly<Record<string, number>>;
  readonly folder: string;
  /** URLs of the services that the case wants, by placeholder (`@HTTP@`). */
  readonly services: Readonly<Record<string, string>>;
}

/** Hands out ports one after another, so that none comes back soon. */
class PortRange {
  readonly #first: number;
  readonly #count: number;
  #next: number;

  /** The `part`th of `parts` equal parts of all ports. */
  constructor(part: number, parts: number) {
    this.#count = Math.floor((LAST_PORT - FIRST_PORT) / parts);
    this.#first = FIRST_PORT + part * this.#count;
    this.#next = Math.floor(Math.random() * this.#count);
  }

  take(): number {
    this.#next = (this.#next + 1) % this.#count;
    return this.#first + this.#next;
  }
}

let range = new PortRange(0, 1);

/** From now on this process hands out ports of its own part of all. */
export function takePortsOf(part: number, parts: number): void {
  range = new PortRange(part, parts);
}

/** Finds ten ports that are free for UDP and TCP, and whose digits do not stand in a text already: a key tag is no port. */
export async function freePorts(written: string): Promise<Record<string, number>> {
  const ports: Record<string, number> = {};
  for (const name of PORT_NAMES) {
    let port = await freePort();
    while (written.includes(String(port))) port = await freePort();
    ports[name] = port;
  }
  return ports;
}

/** Ten ports that nobody listens on: for a configuration that is only looked at. */
export function numberedPorts(): Record<string, number> {
  return Object.fromEntries(PORT_NAMES.map((name, index) => [name, FIRST_PORT + index]));
}

/** A port that is free for UDP and TCP. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = range.take();
    if ((await canListen(port)) && (await canBind(port))) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

function canBind(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => resolve(false));
    socket.bind(port, "127.0.0.1", () => socket.close(() => resolve(true)));
  });
}

/** Puts real values in. */
export function fill(text: string, { ports, folder, services }: Placeholders): string {
  let filled = text;
  for (const [name, port] of Object.entries(ports)) filled = filled.replaceAll(`@${name}@`, String(port));
  filled = filled.replaceAll("@DIR@", folder);
  for (const [placeholder, url] of Object.entries(services)) filled = filled.replaceAll(placeholder, url);
  return filled;
}

/** Puts placeholders back for whole port numbers, as in presentation-form records. */
export function restorePorts(text: string, { ports }: Placeholders): string {
  let restored = text;
  for (const [name, port] of Object.entries(ports)) {
    restored = restored.replace(new RegExp(`(?<!\\d)${port}(?!\\d)`, "g"), `@${name}@`);
  }
  return restored;
}

/** Puts placeholders back in a message of the server: services first, then ports wherever their digits stand. */
export function restoreMessage(text: string, placeholders: Placeholders): string {
  let restored = text;
  for (const [name, port] of Object.entries(placeholders.ports))
    restored = restored.replaceAll(String(port), `@${name}@`);
  for (const [placeholder, url] of Object.entries(placeholders.services))
    restored = restored.replaceAll(url, placeholder);
  return restored;
}

/** A line of the server without level, time and folder, so that it compares. */
export function plainLine(line: string, folder: string): string {
  return line
    .replaceAll(`${folder}/`, "")
    .replaceAll(folder, ".")
    .trim()
    .replace(/^\[?(INFO|WARNING|ERROR|FATAL)\]? */, "")
    .replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, "")
    .trim();
}
