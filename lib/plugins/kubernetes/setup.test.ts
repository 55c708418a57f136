/** Corefiles with kubernetes against the machine they are started on: kubeconfig files, servers, the cluster around. */
import { describe, expect, test } from "vitest";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { setup } from "./setup.ts";

const TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";
const NO_CONFIGURATION =
  "invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable";
const NOT_CREATED = "failed to create kubernetes notification controller:";

interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

function configured(lines: readonly string[], { files = {}, environment = {} }: World = {}) {
  const host = fakeHost(files);
  const text = ["cluster.local:1053 {", ...lines, "}"].join("\n");
  return setUp(text, [setup], { ...host, identity: { ...host.identity, environment } });
}

const first = (lines: readonly string[], world?: World): string | undefined =>
  configured(lines, world).messages[0]?.replace(/^plugin\/kubernetes: /, "");

const cluster = "kubernetes cluster.local {";
const pod = { KUBERNETES_SERVICE_HOST: "192.0.2.1", KUBERNETES_SERVICE_PORT: "443" };

describe("inside a cluster", () => {
  const cases: Readonly<Record<string, readonly [World, string | undefined]>> = {
    "there is none": [
      {},
      "unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined",
    ],
    "without a service account": [{ environment: pod }, `open ${TOKEN}: no such file or directory`],
    "with all that a pod has": [{ environment: pod, files: { [TOKEN]: "secret" } }, undefined],
    "with an address that is none": [
      { environment: { ...pod, KUBERNETES_SERVICE_PORT: "https" }, files: { [TOKEN]: "secret" } },
      `${NOT_CREATED} "host must be a URL or a host:port pair: \\"https://192.0.2.1:https\\""`,
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [world, message]) =>
    expect(first(["kubernetes cluster.local"], world)).toBe(message),
  );
  test("it is this machine's fault", () =>
    expect(configured(["kubernetes cluster.local"]).problems[0]).toMatchObject({ cause: "here" }));
  test("an authority that cannot be read is only logged", () =>
    expect(
      configured(["kubernetes cluster.local"], {
        environment: pod,
        files: { [TOKEN]: "secret" },
      }).host.log.lines.join(),
    ).toContain("Expected to load root CA config from"));
});

describe("endpoint", () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    "http://192.0.2.1:8080": undefined,
    "192.0.2.1:8080": undefined,
    "https://[2001:db8::1]:6443": undefined,
    "http://[::1": `${NOT_CREATED} "host must be a URL or a host:port pair: \\"http://[::1\\""`,
    "192.0.2.1:x": `${NOT_CREATED} "parse \\"http://192.0.2.1:x\\": invalid port \\":x\\" after host"`,
    "a/b": `${NOT_CREATED} "host must be a URL or a host:port pair: \\"a/b\\""`,
  };
  test.each(Object.entries(cases))("%s", (url, message) => {
    const { messages, problems } = configured([cluster, `endpoint ${url}`, "}"]);
    expect(messages[0]).toBe(message === undefined ? undefined : `plugin/kubernetes: ${message}`);
    expect(problems[0]?.cause).toBe(message === undefined ? undefined : "text");
  });
  test("the first of several counts", () => {
    const { host, messages } = configured([cluster, "endpoint http://192.0.2.1:8080 http://[::1", "}"]);
    expect(messages).toEqual([]);
    expect(host.log.lines.join()).toContain(
      "Multiple endpoints have been deprecated, only the first specified endpoint 'http://192.0.2.1:8080' is used",
    );
  });
  test("its certificates must be there, with TLS or without", () =>
    expect(first([cluster, "endpoint http://192.0.2.1:8080", "tls c.pem k.pem a.pem", "}"])).toBe(
      "invalid configuration: [unable to read client-cert c.pem for  due to open c.pem: no such file or directory, unable to read client-key k.pem for  due to open k.pem: no such file or directory, unable to read certificate-authority a.pem for  due to open a.pem: no such file or directory]",
    ));
  test("its authority must be one", () => {
    const files = { "c.pem": "x", "k.pem": "x", "a.pem": "x" };
    expect(first([cluster, "endpoint https://192.0.2.1", "tls c.pem k.pem a.pem", "}"], { files })).toBe(
      `${NOT_CREATED} "unable to load root certificates: unable to parse bytes as PEM block"`,
    );
  });
});

/** A kubeconfig file with one cluster and one user. */
function kubeconfig(server: string, user = "{}", more = ""): string {
  return [
    "apiVersion: v1",
    "kind: Config",
    `clusters: [{name: a, cluster: {server: "${server}"${more}}}]`,
    "contexts: [{name: c, context: {cluster: a, user: u}}]",
    "current-context: c",
    `users: [{name: u, user: ${user}}]`,
  ].join("\n");
}

const KUBECONFIGS: Readonly<Record<string, readonly [string, string | undefined]>> = {
  "a good one": [kubeconfig("https://192.0.2.1:6443", "{token: abc}"), undefined],
  "an empty one": ["", NO_CONFIGURATION],
  "no YAML": ["a: b: c", 'error loading config file "kube.yaml": yaml: mapping values are not allowed in this context'],
  "a tab": [
    "a:\n\tb: 1\n",
    'error loading config file "kube.yaml": yaml: line 2: found character that cannot start any token',
  ],
  "another kind": [
    "kind: Pod",
    'error loading config file "kube.yaml": no kind "Pod" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"',
  ],
  "clusters that are no list": [
    "clusters: x",
    'error loading config file "kube.yaml": json: cannot unmarshal string into Go struct field Config.clusters of type []v1.NamedCluster',
  ],
  "a port as server": [
    "clusters: [{name: a, cluster: {server: 6443}}]",
    'error loading config file "kube.yaml": json: cannot unmarshal number into Go struct field Cluster.clusters.cluster.server of type string',
  ],
  "data that is no base64": [
    "clusters: [{name: a, cluster: {certificate-authority-data: '***'}}]",
    'error loading config file "kube.yaml": illegal base64 data at input byte 0',
  ],
  "a name twice": [
    "users: [{name: a}, {name: a}]",
    'error loading config file "kube.yaml": error converting *[]NamedAuthInfo into *map[string]*api.AuthInfo: duplicate name "a" in list',
  ],
  "a current context that is not there": [
    "current-context: x",
    "invalid configuration: [context was not found for specified context: x, cluster has no server defined]",
  ],
  "a cluster without a server": [kubeconfig(""), 'invalid configuration: no server found for cluster "a"'],
  "a token in a file that is not there": [
    kubeconfig("https://192.0.2.1", "{tokenFile: /absent}"),
    "open /absent: no such file or directory",
  ],
  "the same without TLS": [kubeconfig("http://192.0.2.1", "{tokenFile: /absent}"), undefined],
  "two ways to prove who one is": [
    kubeconfig("https://192.0.2.1", "{token: abc, username: a, password: b}"),
    "invalid configuration: more than one authentication method found for u; found [token basicAuth], only one is allowed",
  ],
  "a certificate without a key": [
    kubeconfig("https://192.0.2.1", "{client-certificate: /kube.yaml}"),
    "invalid configuration: [client-key-data or client-key must be specified for u to use the clientCert authentication method., unable to read client-cert /kube.yaml for u due to open /kube.yaml: no such file or directory]",
  ],
  "certificate data that is none": [
    kubeconfig("https://192.0.2.1", "{client-certificate-data: aGVsbG8=, client-key-data: aGVsbG8=}"),
    `${NOT_CREATED} "tls: failed to find any PEM data in certificate input"`,
  ],
  "a command without its version": [
    kubeconfig("https://192.0.2.1", "{exec: {command: login}}"),
    "invalid configuration: [apiVersion must be specified for u to use exec authentication plugin, interactiveMode must be specified for u to use exec authentication plugin]",
  ],
  "a provider that CoreDNS has not": [
    kubeconfig("https://192.0.2.1", "{auth-provider: {name: gcp}}"),
    `${NOT_CREATED} "no Auth Provider found for name \\"gcp\\""`,
  ],
  "an authority along with none": [
    kubeconfig("https://192.0.2.1", "{}", ", insecure-skip-tls-verify: true, certificate-authority-data: aGVsbG8="),
    `${NOT_CREATED} "specifying a root certificates file with the insecure flag is not allowed"`,
  ],
  "a proxy of another kind": [
    kubeconfig("https://192.0.2.1", "{}", ", proxy-url: ftp://192.0.2.2"),
    `invalid configuration: invalid 'proxy-url' "ftp://192.0.2.2" for cluster "a": unsupported scheme "ftp", must be http, https, or socks5`,
  ],
};

describe("kubeconfig", () => {
  test.each(Object.entries(KUBECONFIGS))("%s", (_, [text, message]) =>
    expect(first([cluster, "kubeconfig kube.yaml", "}"], { files: { "kube.yaml": text } })).toBe(message),
  );
  test("a file that is not there", () =>
    expect(first([cluster, "kubeconfig kube.yaml", "}"])).toBe("stat kube.yaml: no such file or directory"));
  test("a context that it has not", () =>
    expect(
      first([cluster, "kubeconfig kube.yaml other", "}"], {
        files: { "kube.yaml": kubeconfig("http://192.0.2.1") },
      }),
    ).toBe('context "other" does not exist'));
  test("one without contents, inside a cluster", () => {
    const files = { "kube.yaml": "", [TOKEN]: "secret" };
    expect(first([cluster, "kubeconfig kube.yaml", "}"], { files, environment: pod })).toBeUndefined();
  });
});

describe("zones of the server block", () => {
  test("there must be one for names", () =>
    expect(setUp("192.0.2.0/24 {\nkubernetes\n}", [setup]).messages[0]).toBe(
      "plugin/kubernetes: non-reverse zone name must be used",
    ));
  test("zones of other clusters must be among them", () =>
    expect(first(["kubernetes {", "multicluster clusterset.local", "}"])).toBe(
      "Corefile:4 - Error during parsing: is not authoritative for the multicluster zone clusterset.local. (authoritative zones: [cluster.local.])",
    ));
});

test("no time to wait for the API server is what CoreDNS does not survive", () =>
  expect(configured([cluster, "endpoint http://192.0.2.1:8080", "startup_timeout 0s", "}"]).messages).toEqual([
    "panic: non-positive interval for NewTicker",
  ]));

test("credentials that a program hands out are not served yet, and said to be so", () => {
  const config = [
    "clusters: [{name: c, cluster: {server: 'https://192.0.2.1'}}]",
    "users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: login, interactiveMode: Never}}}]",
    "contexts: [{name: x, context: {cluster: c, user: u}}]",
    "current-context: x",
  ];
  const { problems } = configured([cluster, "kubeconfig admin.yaml", "}"], {
    files: { "admin.yaml": config.join("\n") },
  });
  expect(problems).toMatchObject([
    {
      cause: "engine",
      message: "plugin/kubernetes: the built-in engine does not run credential plugins (exec) yet",
    },
  ]);
});
