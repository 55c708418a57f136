/** The floor: a server that sends every datagram back with the response bit set. */
import { createSocket } from "node:dgram";

const port = Number(process.argv[process.argv.indexOf("-dns.port") + 1]);
const socket = createSocket("udp4");
socket.on("message", (message, client) => {
  message[2] = (message[2] ?? 0) | 0x80;
  socket.send(message, 0, message.length, client.port, client.address);
});
socket.bind(port, "127.0.0.1");
process.once("SIGTERM", () => socket.close());
