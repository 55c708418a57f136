/** Corefiles as distributions ship them: lint has nothing to say of any of these. */
import { expect, test } from "vitest";
import { said } from "./_test/said.ts";

const STOCK: Readonly<Record<string, string>> = {
  kubeadm: `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
`,
  kind: `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
`,
  k3s: `.:53 {
    errors
    health
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
      pods insecure
      fallthrough in-addr.arpa ip6.arpa
    }
    hosts /etc/coredns/NodeHosts {
      ttl 60
      reload 15s
      fallthrough
    }
    prometheus :9153
    cache 30
    loop
    reload
    loadbalance
    import /etc/coredns/custom/*.override
    forward . /etc/resolv.conf
}
import /etc/coredns/custom/*.server
`,
  "the Helm chart": `.:53 {
    errors
    health {
        lameduck 10s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
        ttl 30
    }
    prometheus 0.0.0.0:9153
    forward . /etc/resolv.conf
    cache 30
    loop
    reload
    loadbalance
}
`,
  AKS: `.:53 {
    errors
    ready
    health {
      lameduck 5s
    }
    kubernetes cluster.local in-addr.arpa ip6.arpa {
      pods insecure
      fallthrough in-addr.arpa ip6.arpa
      ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf
    cache 30
    loop
    reload
    loadbalance
    import custom/*.override
    template ANY ANY internal.cloudapp.net {
      match "^(?:[^.]+\\.){4,}internal\\.cloudapp\\.net\\.$"
      rcode NXDOMAIN
      fallthrough
    }
    template ANY ANY reddog.microsoft.com {
      rcode NXDOMAIN
    }
}
import custom/*.server
`,
  "OpenShift with a stub zone": `example.org:5353 {
    prometheus 127.0.0.1:9153
    forward . 192.0.2.1 192.0.2.2:5353 {
        policy random
    }
    errors
    log . {
        class error
    }
    bufsize 1232
    cache 900 {
        denial 9984 30
    }
}
.:5353 {
    bufsize 1232
    errors
    log . {
        class error
    }
    health {
        lameduck 20s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
    }
    prometheus 127.0.0.1:9153
    forward . /etc/resolv.conf {
        policy sequential
    }
    cache 900 {
        denial 9984 30
    }
    reload
}
hostname.bind:5353 {
    chaos
}
`,
  "CoreDNS's package for Debian": `. {
    whoami
    log
    errors
}
`,
};

const nodeLocal = (local: string, cluster: string, upstream: string): string => `cluster.local:53 {
    errors
    cache {
            success 9984 30
            denial 9984 5
    }
    reload
    loop
    bind ${local}
    forward . ${cluster} {
            force_tcp
    }
    prometheus :9253
    health ${local.split(" ")[0]}:8080
    }
in-addr.arpa:53 {
    errors
    cache 30
    reload
    loop
    bind ${local}
    forward . ${cluster} {
            force_tcp
    }
    prometheus :9253
    }
ip6.arpa:53 {
    errors
    cache 30
    reload
    loop
    bind ${local}
    forward . ${cluster} {
            force_tcp
    }
    prometheus :9253
    }
.:53 {
    errors
    cache 30
    reload
    loop
    bind ${local}
    forward . ${upstream}
    prometheus :9253
    }
`;

const surroundings = {
  files: {
    "/etc/resolv.conf": "nameserver 10.0.0.2\nsearch example.org\n",
    "/etc/coredns/NodeHosts": "192.0.2.1 node.example.org\n",
  },
};

test.each(Object.entries(STOCK))("nothing is said of the Corefile of %s", (_, text) => {
  expect(said(text, surroundings)).toEqual([]);
});

test("nothing is said of NodeLocal DNSCache when it is filled in; before, each place-holder is told", () => {
  const blank = nodeLocal(
    "__PILLAR__LOCAL__DNS__ __PILLAR__DNS__SERVER__",
    "__PILLAR__CLUSTER__DNS__",
    "__PILLAR__UPSTREAM__SERVERS__",
  );
  const told = said(blank, surroundings);
  expect(told.filter((text) => !text.startsWith("CF1049 "))).toEqual([]);
  expect(new Set(told.map((text) => text.split(" ").at(-1)))).toEqual(
    new Set([
      "__PILLAR__LOCAL__DNS__",
      "__PILLAR__DNS__SERVER__",
      "__PILLAR__CLUSTER__DNS__",
      "__PILLAR__UPSTREAM__SERVERS__",
    ]),
  );
  expect(said(nodeLocal("169.254.20.10 10.96.0.10", "10.96.0.11", "/etc/resolv.conf"), surroundings)).toEqual([]);
});

test("NodeLocal DNSCache that sends the cluster's names to its own address goes round in a circle", () => {
  const text = nodeLocal("169.254.20.10 10.96.0.10", "10.96.0.10", "/etc/resolv.conf");
  expect(said(text, surroundings)).toEqual(["CF1008 10 10.96.0.10", "CF1008 22 10.96.0.10", "CF1008 33 10.96.0.10"]);
});
