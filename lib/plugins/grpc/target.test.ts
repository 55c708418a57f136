/** Where upstreams are, and what CoreDNS 1.15.0 logs of those that no call can reach. */
import { expect, test } from "vitest";
import { readTarget, type Target } from "./target.ts";

const unusable = (text: string): Target => ({ kind: "unusable", text });
const twice = (address: string): Target =>
  unusable(`invalid target address ${address}, error info: address ${address}:443: too many colons in address`);

const cases: Readonly<Record<string, Target>> = {
  "192.0.2.1:53": { kind: "address", address: "192.0.2.1", port: 53 },
  "[2001:db8::1]:https": { kind: "address", address: "2001:db8::1", port: 443 },
  "unix:///run/dns.sock": { kind: "socket", path: "/run/dns.sock" },
  "unix://none.sock": unusable("invalid (non-empty) authority: none.sock"),
  "dns://192.0.2.1:53": unusable('delegating_resolver: invalid target address "": missing address'),
  "192.0.2.1:": unusable(
    'delegating_resolver: invalid target address "192.0.2.1:": missing port after port-separator colon',
  ),
  "192.0.2.1:x": unusable(
    'connection error: desc = "transport: Error while dialing: dial tcp: lookup tcp/x: unknown port"',
  ),
  "192.0.2.1:99999": unusable(
    'connection error: desc = "transport: Error while dialing: dial tcp: address 99999: invalid port"',
  ),
  "grpc://192.0.2.1:443": twice("grpc://192.0.2.1:443"),
  "tls://192.0.2.1:853": twice("tls://192.0.2.1:853"),
  "grpc://[::1]:3": twice("grpc://[::1]:3"),
};

test.each(Object.entries(cases))("%s", (upstream, target) => expect(readTarget(upstream)).toEqual(target));
