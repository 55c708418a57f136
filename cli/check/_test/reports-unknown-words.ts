/** Directives, properties and values that CoreDNS does not know. */
import { type Report, type Reports, root } from "./report.ts";

/** A word in a block of forward. */
const inForward = (line: string, told: string, makes?: string): Report => ({
  corefile: root("forward . 192.0.2.53 {", line, "}"),
  told: [told],
  ...(makes === undefined
    ? {}
    : { fix: { title: `Change to ${makes.split("|")[0] ?? ""}`, makes: makes.split("|")[1] ?? makes } }),
});

/** A directive of another build. */
const built = (line: string, repository: string): Report => ({
  corefile: root(line, "forward . 192.0.2.53"),
  told: ["is a plugin of another build", `github.com/${repository}`, "plugin.cfg"],
  untold: ["Did you mean"],
});

export const unknownWords: Reports = {
  "a directive with letters swapped": {
    corefile: root("fowrard . 192.0.2.53"),
    told: ["Unknown directive 'fowrard'", "Did you mean forward?"],
    fix: { title: "Change to forward", makes: "    forward . 192.0.2.53" },
  },
  "a directive in the plural": {
    corefile: root("caches 30"),
    told: ["Did you mean cache?"],
    fix: { title: "Change to cache", makes: "    cache 30" },
  },
  "a directive in capitals": {
    corefile: root("LOG"),
    told: ["Did you mean log?"],
    fix: { title: "Change to log", makes: "    log\n" },
  },
  "a directive that is cut off": { corefile: root("kube cluster.local"), told: ["Did you mean kubernetes?"] },
  "proxy is forward now": {
    corefile: root("proxy . 192.0.2.53"),
    told: ["removed proxy; forward takes its place"],
    untold: ["proxyproto"],
  },
  "federation is gone": { corefile: root("federation cluster.local"), told: ["removed federation"] },
  "ads (coredns#179)": built("ads", "c-mueller/ads"),
  alternate: built("alternate original NXDOMAIN . 192.0.2.53", "coredns/alternate"),
  fanout: built("fanout . 192.0.2.53", "networkservicemesh/fanout"),
  "kubernetai (kubernetai#22)": built("kubernetai cluster.local", "coredns/kubernetai"),
  "redisc (coredns_custom_build#12)": built("redisc", "miekg/redis"),
  "rrl (rrl#26)": built("rrl", "coredns/rrl"),
  "dnsredir (kubernetes/dns#436)": built("dnsredir . 192.0.2.53", "leiless/dnsredir"),
  "blocker (coredns_omada#74)": built("blocker /etc/blocklist 1h", "icyflame/blocker"),
  "unbound (unbound#16)": built("unbound", "coredns/unbound"),
  docker: built("docker unix:///var/run/docker.sock", "kevinjqiu/coredns-dockerdiscovery"),
  k8s_gateway: built("k8s_gateway example.org", "ori-edge/k8s_gateway"),
  "a plugin that nobody knows": {
    corefile: root("frobnicate"),
    told: ["has no plugin called frobnicate", "belongs to another build"],
  },
  "acme in place of a zone (coredns-acme#21)": {
    corefile: "acme {\n    domain example.org\n}\n",
    told: ["has no plugin called domain"],
  },
  "a server block within another one (deployment#215)": {
    corefile: root("errors", ". {", "hosts /etc/k8shosts", "}"),
    told: ["Unknown directive '.'", "looks like the key of a server block", "close the block before it"],
  },
  "a zone within a block": { corefile: root("example.org {", "whoami", "}"), told: ["close"] },
  "a brace glued to a zone (coredns#7121)": {
    corefile: root("hosts coredns.hosts example.com{", "ttl 10000", "fallthrough", "}", "forward . 192.0.2.53"),
    told: [
      "Unknown directive 'ttl'",
      "ttl is a property of hosts",
      "has no space before it",
      'reads "example.com{" as one word',
    ],
    untold: ["No plugin of this block answers", "closes nothing"],
    fix: { title: "Put a space before the brace", makes: "example.com {" },
  },
  "a brace glued to a directive": {
    corefile: root("cache{", "success 100", "}"),
    told: ["put a space before it"],
    untold: ["No plugin of this block"],
  },
  "a property outside of its braces": {
    corefile: root("hosts /etc/hosts", "fallthrough"),
    told: ["fallthrough is a property of"],
  },
  "an entry outside of hosts": {
    corefile: root("192.0.2.1 a.example.org"),
    told: ["goes in the braces of hosts"],
  },
  "a manifest in place of a Corefile": { corefile: root("apiVersion: v1"), told: ["This is YAML, not a Corefile"] },
  "a comment of another language": { corefile: root("// whoami"), told: ["A comment begins with #"] },
  "timeout in forward": inForward("timeout 5s", "Did you mean read_timeout?", "read_timeout|read_timeout 5s"),
  "tls_server_name in forward": inForward(
    "tls_server_name dns.example.org",
    "Did you mean tls_servername",
    "tls_servername|tls_servername dns",
  ),
  "health-check in forward": inForward("health-check 5s", "Did you mean health_check?", "health_check|health_check 5s"),
  "maxfails in forward": inForward("maxfails 3", "Did you mean max_fails?", "max_fails|max_fails 3"),
  "a policy without its word": inForward(
    "round_robin",
    "Did you mean policy round_robin?",
    "policy round_robin|policy round_robin",
  ),
  "fallthrough in forward": inForward("fallthrough", "Did you mean next NXDOMAIN?"),
  "a directive in forward's braces": inForward("cache 30", "cache is a directive of its own"),
  "except in kubernetes (coredns#6891)": {
    corefile: "cluster.local {\n    kubernetes {\n        except a.example.org\n    }\n}\n",
    told: ["except is a property of bind, forward or grpc, not of kubernetes"],
  },
  "upstream in kubernetes (azure-docs#78014)": {
    corefile: "cluster.local {\n    kubernetes {\n        upstream\n        pods insecure\n    }\n}\n",
    told: ["unknown property 'upstream'", "CoreDNS 1.7.0 removed upstream"],
    fix: { title: "Take upstream out", makes: "kubernetes {\n        pods insecure" },
  },
  "transfer in file (coredns#2880)": {
    corefile: "example.org {\n    file db.example.org {\n        transfer to *\n    }\n}\n",
    told: ["moved transfers to the transfer plugin"],
  },
  "negative in cache": {
    corefile: root("cache {", "negative 30", "}"),
    told: ["Did you mean denial?"],
    fix: { title: "Change to denial", makes: "denial 30" },
  },
  "deny in acl": {
    corefile: root("acl {", "deny net *", "}", "whoami"),
    told: ["Did you mean block?"],
    fix: { title: "Change to block", makes: "block net *" },
  },
  "masters in secondary": {
    corefile: "example.org {\n    secondary {\n        masters 192.0.2.1\n    }\n}\n",
    told: ["Did you mean transfer from?"],
    fix: { title: "Change to transfer from", makes: "transfer from 192.0.2.1" },
  },
  "format in log": { corefile: root("log {", "format combined", "}"), told: ["log has class"] },
  "rcode SUCCESS": {
    corefile: root("template IN A {", "rcode SUCCESS", "}"),
    told: ["unknown rcode SUCCESS", "Did you mean NOERROR?"],
    fix: { title: "Change to NOERROR", makes: "rcode NOERROR" },
  },
  "rcode nxdomain": {
    corefile: root("template IN A {", "rcode nxdomain", "}"),
    told: ["Did you mean NXDOMAIN?"],
    fix: { title: "Change to NXDOMAIN", makes: "rcode NXDOMAIN" },
  },
  "rcode 3": { corefile: root("template IN A {", "rcode 3", "}"), told: ["Did you mean NXDOMAIN?"] },
  "rcode SERVER_FAILURE": {
    corefile: root("template IN A {", "rcode SERVER_FAILURE", "}"),
    told: ["Did you mean SERVFAIL?"],
  },
  weighted_round_robin: {
    corefile: root("loadbalance weighted_round_robin", "whoami"),
    told: ["unknown policy: weighted_round_robin", "Did you mean weighted"],
    fix: { title: "Change to weighted", makes: "loadbalance weighted\n" },
  },
  "random in loadbalance": { corefile: root("loadbalance random", "whoami"), told: ["Did you mean round_robin?"] },
  "pods insecur": {
    corefile: "cluster.local {\n    kubernetes {\n        pods insecur\n    }\n}\n",
    told: ["Did you mean insecure?"],
    fix: { title: "Change to insecure", makes: "pods insecure" },
  },
  "class denail in log": { corefile: root("log {", "class denail", "}", "whoami"), told: ["Did you mean denial?"] },
  "a rule of rewrite": {
    corefile: root("rewrite nme a.example.org b.example.org", "whoami"),
    told: ['invalid rule type "nme"', "Did you mean name?"],
  },
  "a match of rewrite": {
    corefile: root("rewrite name exat a.example.org b.example.org", "whoami"),
    told: ["Did you mean exact?"],
  },
  "a duration without its unit": {
    corefile: root("reload 10", "whoami"),
    told: ["Did you mean 10s?"],
    fix: { title: "Change to 10s", makes: "reload 10s" },
  },
};
