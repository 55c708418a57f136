/** Ports for tests, below those that the system gives to clients, which other tests take and give back all the time. */
import { createSocket } from "node:dgram";
import { createServer } from "node:net";

const LOWEST = 16_000;
const RANGE = 16_000;

/** The first of `count` ports in a row of 127.0.0.1 that are free for TCP and UDP. */
export async function freePort(count = 1): Promise<number> {
  const first = LOWEST + Math.floor(Math.random() * RANGE);
  for (let port = first; port < first + count; port++) {
    if (!(await isFreeTcp(port)) || !(await isFreeUdp(port))) return freePort(count);
  }
  return first;
}

function isFreeTcp(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((done) => {
    server.once("error", () => done(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => done(true)));
  });
}

function isFreeUdp(port: number): Promise<boolean> {
  const socket = createSocket("udp4");
  return new Promise((done) => {
    socket.once("error", () => socket.close(() => done(false)));
    socket.bind({ port, address: "127.0.0.1", exclusive: true }, () => socket.close(() => done(true)));
  });
}
