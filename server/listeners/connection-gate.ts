/**
 * How many connections are served at a time (golang.org/x/net/netutil, LimitListener). One that is too many waits, unread,
 * until another has closed.
 */
import type { Socket } from "node:net";

/** So many may wait; more are turned away, as a system does whose queue is full. */
const MAX_WAITING = 4096;

export class ConnectionGate {
  readonly #limit: () => number;
  readonly #enter: (socket: Socket) => void;
  readonly #waiting: Set<Socket> = new Set();
  #inside = 0;

  /** `limit` is 0 for any number. */
  constructor(limit: () => number, enter: (socket: Socket) => void) {
    this.#limit = limit;
    this.#enter = enter;
  }

  /** Takes a connection of which nothing was read. */
  take(socket: Socket): void {
    socket.on("error", () => socket.destroy());
    if (this.#hasRoom) {
      this.#admit(socket);
      return;
    }
    if (this.#waiting.size >= MAX_WAITING) {
      socket.destroy();
      return;
    }
    this.#waiting.add(socket);
    socket.once("close", () => this.#waiting.delete(socket));
  }

  /** Turns away those that wait. */
  close(): void {
    for (const socket of this.#waiting) socket.destroy();
  }

  get #hasRoom(): boolean {
    const limit = this.#limit();
    return limit <= 0 || this.#inside < limit;
  }

  #admit(socket: Socket): void {
    this.#inside++;
    socket.once("close", () => {
      this.#inside--;
      this.#next();
    });
    this.#enter(socket);
  }

  #next(): void {
    while (this.#hasRoom) {
      const [socket] = this.#waiting;
      if (socket === undefined) return;
      this.#waiting.delete(socket);
      this.#admit(socket);
    }
  }
}
