/** How upstreams fail, in the words of Go and of CoreDNS's pkg/proxy. */
import type { LogMessageKind } from "../../directive/log-message.ts";

export const logMessages: readonly LogMessageKind[] = [
  {
    kind: "forward.timeout",
    pattern:
      /^plugin\/errors: 2 (?<name>\S+) \S+: (?:read|write|dial) (?:udp|tcp)\S* (?:\S+->)?(?<upstream>\S+): (?:\S+: )?i\/o timeout$/,
    meaning: "The upstream {upstream} did not reply in time.",
    advice:
      "Ask it from where CoreDNS runs: dig @SERVER NAME. A firewall, a network policy or a wrong address drops queries without a word.",
    about: ["upstream", "name"],
  },
  {
    kind: "forward.refused",
    pattern:
      /^plugin\/errors: 2 (?<name>\S+) \S+: (?:read|write|dial) (?:udp|tcp)\S* (?:\S+->)?(?<upstream>\S+): (?:\S+: )?connection refused$/,
    meaning: "Nothing listens at {upstream}.",
    advice: "Check address and port of the upstream, and whether it runs.",
    about: ["upstream", "name"],
  },
  {
    kind: "forward.unreachable",
    pattern:
      /^plugin\/errors: 2 (?<name>\S+) \S+: (?:read|write|dial) (?:udp|tcp)\S* (?:\S+->)?(?<upstream>\S+): (?:\S+: )?(?<reason>network is unreachable|no route to host|host is down|operation not permitted)$/,
    meaning: "There is no way to {upstream}: {reason}.",
    advice: "Check the routes of the machine or pod. An IPv6 upstream needs IPv6 there.",
    about: ["upstream", "name"],
  },
  {
    kind: "forward.certificate",
    pattern: /^plugin\/errors: 2 (?<name>\S+) \S+: (?:tls|remote error): (?<reason>.*)$/,
    meaning: "The encrypted connection to the upstream failed: {reason}.",
    advice: "Check tls_servername, and the authority in tls. The upstream must speak TLS on that port.",
    about: ["name"],
  },
  {
    kind: "forward.closed",
    pattern:
      /^plugin\/errors: 2 (?<name>\S+) \S+: (?:(?:read|write) \S+ \S+->(?<upstream>\S+): )?(?<reason>(?:unexpected )?EOF|.*connection reset by peer|.*broken pipe|cached connection was closed by peer)$/,
    meaning: "The upstream closed the connection before it replied.",
    advice: "A shorter expire makes idle connections end before the upstream ends them.",
    about: ["upstream", "name"],
  },
  {
    kind: "forward.unhealthy",
    pattern: /^plugin\/errors: 2 (?<name>\S+) \S+: no healthy proxies$/,
    meaning: "All upstreams have failed their health checks.",
    advice: "Check whether they reply. They are tried again as soon as one does.",
    about: ["name"],
  },
  {
    kind: "forward.limit",
    pattern: /^plugin\/errors: \d+ (?<name>\S+) \S+: concurrent queries exceeded maximum (?<most>\d+)$/,
    meaning: "More than {most} queries waited for upstreams at once, so further ones were refused.",
    advice: "Raise max_concurrent, or find out why upstreams are slow.",
    about: ["name"],
  },
  {
    kind: "forward.cut-off",
    pattern: /^plugin\/errors: 2 (?<name>\S+) \S+: dns: (?<reason>overflow unpacking \S+|buffer size too small)$/,
    meaning: "The upstream's reply over UDP was longer than CoreDNS had asked for, and was cut off within a record.",
    advice:
      "The upstream ignores the size in the question. Ask it over TCP with force_tcp in forward, or mend the upstream.",
    about: ["name"],
  },
  {
    kind: "forward.no-nameservers",
    pattern: /^plugin\/forward: (?:.*: )?(?:no nameservers found|no valid upstream addresses found)$/,
    meaning: "The file that forward reads names no nameserver, so CoreDNS did not start.",
    advice: "Add a nameserver line, name the upstream's address in place of the file, or take forward out.",
    about: ["directive"],
  },
  {
    kind: "forward.unresolved",
    pattern:
      /^plugin\/forward: (?:failed to resolve|no addresses found for|not an IP address, file, or valid domain:) "(?<upstream>[^"]*)"/,
    meaning:
      "{upstream} is no address, no file that is there and no name that has addresses, so CoreDNS did not start.",
    advice: "Write an IP address, or a file that is there, such as /etc/resolv.conf.",
    about: ["upstream", "directive"],
  },
];
