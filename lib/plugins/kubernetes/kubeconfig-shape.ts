/** The types that client-go has for the parts of a kubeconfig file. */
import type { Shape } from "./go-shape.ts";

const STRING: Shape = { kind: "string" };
const STRINGS: Shape = { kind: "list", of: STRING, type: "[]string" };

function namedShape(type: string, field: string, of: Shape): Shape {
  return {
    kind: "list",
    type: `[]v1.${type}`,
    of: { kind: "struct", type: `v1.${type}`, fields: { name: STRING, [field]: of } },
  };
}

const CLUSTER: Shape = {
  kind: "struct",
  type: "v1.Cluster",
  fields: {
    server: STRING,
    "tls-server-name": STRING,
    "insecure-skip-tls-verify": { kind: "bool" },
    "certificate-authority": STRING,
    "certificate-authority-data": { kind: "bytes" },
    "proxy-url": STRING,
    "disable-compression": { kind: "bool" },
  },
};

const EXEC: Shape = {
  kind: "struct",
  type: "v1.ExecConfig",
  fields: {
    command: STRING,
    args: STRINGS,
    env: {
      kind: "list",
      type: "[]v1.ExecEnvVar",
      of: { kind: "struct", type: "v1.ExecEnvVar", fields: { name: STRING, value: STRING } },
    },
    apiVersion: STRING,
    installHint: STRING,
    provideClusterInfo: { kind: "bool" },
    interactiveMode: STRING,
  },
};

const USER: Shape = {
  kind: "struct",
  type: "v1.AuthInfo",
  fields: {
    "client-certificate": STRING,
    "client-certificate-data": { kind: "bytes" },
    "client-key": STRING,
    "client-key-data": { kind: "bytes" },
    token: STRING,
    tokenFile: STRING,
    as: STRING,
    "as-uid": STRING,
    "as-groups": STRINGS,
    username: STRING,
    password: STRING,
    "auth-provider": {
      kind: "struct",
      type: "v1.AuthProviderConfig",
      fields: { name: STRING, config: { kind: "texts", type: "map[string]string" } },
    },
    exec: EXEC,
  },
};

const CONTEXT: Shape = {
  kind: "struct",
  type: "v1.Context",
  fields: { cluster: STRING, user: STRING, namespace: STRING },
};

/** The whole file. */
export const KUBECONFIG_SHAPE: Shape = {
  kind: "struct",
  type: "v1.Config",
  fields: {
    kind: STRING,
    apiVersion: STRING,
    clusters: namedShape("NamedCluster", "cluster", CLUSTER),
    users: namedShape("NamedAuthInfo", "user", USER),
    contexts: namedShape("NamedContext", "context", CONTEXT),
    "current-context": STRING,
  },
};
