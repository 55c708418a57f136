/** What CoreDNS says at its start, of files, addresses and blocks. */
import { type Reports, root } from "./report.ts";

export const start: Reports = {
  "hosts without its file (deployment#217, coredns#3996)": {
    corefile: root("hosts no-such-hosts {", "fallthrough", "}", "forward . 192.0.2.53"),
    told: ["no-such-hosts does not exist: hosts has no entries", "in a container the file must be mounted"],
  },
  "hosts of a folder (deployment#215)": {
    corefile: root("hosts . {", "fallthrough", "}", "forward . 192.0.2.53"),
    told: [". is a folder, not a file: hosts has no entries"],
  },
  "file without its file": {
    corefile: "example.org {\n    file no-such-db\n}\n",
    told: ["no-such-db does not exist: CoreDNS starts without the zone example.org"],
  },
  "file that may not look again": {
    corefile: "example.org {\n    file no-such-db {\n        reload 0\n    }\n}\n",
    told: ["open no-such-db: no such file or directory", "The file does not exist here"],
  },
  "auto without its folder": {
    corefile: "example.org {\n    auto {\n        directory no-such-folder\n    }\n}\n",
    told: ["no-such-folder does not exist: auto has no zones"],
  },
  "loadbalance without its weights": {
    corefile: root("loadbalance weighted no-such-weights", "whoami"),
    told: ["no-such-weights does not exist: all addresses have the same weight"],
  },
  "root without its folder": {
    corefile: root("root no-such-folder", "whoami"),
    told: ["no-such-folder does not exist"],
  },
  "import without its file": {
    corefile: root("import no-such.conf"),
    told: ["File to import not found: no-such.conf", "starts at the folder of the file that imports"],
  },
  "tls without its certificate": {
    corefile: "tls://.:853 {\n    tls no-cert.pem no-key.pem\n    whoami\n}\n",
    told: ["open no-cert.pem: no such file", "openssl req"],
  },
  "forward without its certificate": {
    corefile: root("forward . tls://192.0.2.53 {", "tls no-cert.pem no-key.pem no-ca.pem", "}"),
    told: ["no such file", "openssl req"],
  },
  "dnssec without its key": {
    corefile: root("dnssec {", "key file Kno-such", "}", "whoami"),
    told: ["open Kno-such.key: no such file", "dnssec-keygen"],
  },
  "geoip without its database": {
    corefile: root("geoip no-such.mmdb", "whoami"),
    told: ["open no-such.mmdb: no such file", "The file does not exist here"],
  },
  "bind to an interface that is not there": {
    corefile: root("bind no-such-if0", "whoami"),
    told: ["not a valid IP address or interface name", "ip link"],
  },
  "kubernetes outside of a cluster": {
    corefile: "cluster.local {\n    kubernetes\n}\n",
    told: ["unable to load in-cluster configuration", "kubeconfig FILE"],
  },
  "forward twice in a block (coredns#3350)": {
    corefile: root("forward . 192.0.2.1", "forward . 192.0.2.2"),
    told: ["forward is never asked"],
  },
  "hosts twice in a block (coredns#1539)": {
    corefile: root("hosts {", "192.0.2.1 a.example.org", "}", "hosts {", "192.0.2.2 b.example.org", "}"),
    told: ["this plugin can only be used once per Server Block", "Join the two"],
  },
  "the same zone twice": {
    corefile: ". {\n    whoami\n}\n. {\n    whoami\n}\n",
    told: ["cannot serve dns://.:53 - it is already defined", "tell them apart by zone, port"],
  },
  "a brace too few (deployment#193)": {
    corefile: ". {\n    errors\n    health {\n",
    told: ["Unexpected", "one is missing, here or further down"],
  },
  "a brace too many": { corefile: ". {\n    whoami\n}\n}\n", told: ["This brace closes nothing"] },
  "forward without its upstream (kubekey#572)": {
    corefile: root("forward ."),
    told: ["after '.'", "Expected an address such as"],
  },
  "forward without its zone": {
    corefile: root("forward 192.0.2.53"),
    told: ["after '192.0.2.53'", "Did you mean forward . 192.0.2.53?"],
    fix: { title: "Change to . 192.0.2.53", makes: "forward . 192.0.2.53" },
  },
};
