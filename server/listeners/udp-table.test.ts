import { expect, test } from "vitest";
import { parseUdpTable } from "./udp-table.ts";

const HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

test("a connected socket stands with both its ends", () =>
  expect(
    parseUdpTable(`${HEAD}\n 6742: 0100007F:BFCB 0300007F:1517 01 00000000:00000000 00:00000000 00000000 0 0 318\n`),
  ).toEqual([
    { local: { address: "127.0.0.1", port: 49099 }, remote: { address: "127.0.0.3", port: 5399 }, inode: "318" },
  ]));

test("IPv6 addresses are written as the system writes them", () =>
  expect(
    parseUdpTable(
      " 1: 0000000000000000FFFF00000100007F:0035 00000000000000000000000000000000:0000 07\n 2: 000000FD000000000000000002000000:0035 B80D01200000000000000000 07\n 3: 000000FD000000000000000002000000:0035 00000000000000000000000001000000:D431 01\n",
    ),
  ).toEqual([
    { local: { address: "127.0.0.1", port: 53 }, remote: { address: "::", port: 0 }, inode: "" },
    { local: { address: "fd00::2", port: 53 }, remote: { address: "::1", port: 54321 }, inode: "" },
  ]));
