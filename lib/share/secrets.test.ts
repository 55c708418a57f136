import { describe, expect, it } from "vitest";
import type { SharedFile } from "../api/shared-workspace.ts";
import { directives } from "../plugins/directives.gen.ts";
import { findSecrets, withoutSecrets } from "./secrets.ts";

const KEY = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";
const pem = (key: string): string => `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`;

/** Places and words of what is found in a Corefile and a file beside it. */
function found(corefile: string, beside: Readonly<Record<string, string>> = {}): readonly string[] {
  const files = Object.entries({ Corefile: corefile, ...beside }).map(([path, text]): SharedFile => ({ path, text }));
  return findSecrets({ corefile: "Corefile", files }, directives).map(
    ({ path, line, what }) => `${path}:${line} ${what}`,
  );
}

const beside: Readonly<Record<string, { readonly text: string; readonly finds: readonly string[] }>> = {
  "a key in PEM": { text: `# key\n${pem(KEY)}`, finds: ["x:2 a private key"] },
  "a key of RSA in a service account of Google": {
    text: `{"private_key": "-----BEGIN RSA PRIVATE KEY-----\\n${KEY}\\n-----END RSA PRIVATE KEY-----\\n"}`,
    finds: ["x:1 a private key"],
  },
  "a key of BIND's for DNSSEC": {
    text: `Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: ${KEY}\n`,
    finds: ["x:3 a DNSSEC private key"],
  },
  "a key file of BIND's for TSIG": {
    text: 'key "example.org." {\n  algorithm hmac-sha256;\n  secret "NoTCJU+DMqFWywaPyxSijrDEA/eC3nK0xi3AMEZuPVk=";\n};\n',
    finds: ["x:3 a TSIG secret"],
  },
  "credentials of AWS": {
    text: "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
    finds: ["x:2 an AWS access key", "x:3 an AWS secret key"],
  },
  "a kubeconfig": {
    text: `users:\n- name: admin\n  user:\n    client-certificate-data: LS0tLS1CRUdJTg==\n    client-key-data: LS0tLS1CRUdJTiBQUklW\n- name: bot\n  user:\n    token: abcdefgh12345678\n`,
    finds: ["x:5 credentials of a kubeconfig", "x:8 credentials of a kubeconfig"],
  },
  "a token of a service account": {
    text: `jwt eyJhbGciOiJSUzI1NiIsImtpZCI6IiJ9.eyJpc3MiOiJrdWJlcm5ldGVzL3NlcnZpY2VhY2NvdW50In0.c2lnbmF0dXJlLXRoYXQtaXM`,
    finds: ["x:1 a JSON web token"],
  },
  "tokens of forges": {
    text: "ghp_abcdefghijklmnopqrstuvwxyz0123456789\nglpat-abcdefghij0123456789\n",
    finds: ["x:1 a token of GitHub", "x:2 a token of GitLab"],
  },
  "a password in a URL": { text: "https://bot:hunter2@git.example.org/dns\n", finds: ["x:1 a password in a URL"] },
  "values of a Secret among other manifests": {
    text: "apiVersion: v1\nkind: ConfigMap\ndata:\n  Corefile: cm9vdA==\n---\napiVersion: v1\nkind: Secret\ndata:\n  tls.key: cm9vdA==\n  user: cm9vdA==\n",
    finds: ["x:9 a value of a Kubernetes Secret", "x:10 a value of a Kubernetes Secret"],
  },
  "a variable that is called so": {
    text: 'environment:\n  ETCD_PASSWORD: "correct horse"\n  API_KEY: f00dcafe\n',
    finds: ["x:2 a secret by its name", "x:3 a secret by its name"],
  },
  "nothing in a zone file, whatever its keys and signatures": {
    text: "example.org. IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==\nwww IN A 192.0.2.1\n_443._tcp IN TLSA 3 1 1 0d6fce1333ef6e9bf9d8d7f5e4b0c8d0a4a7e6a0f0f1f2f3f4f5f6f7f8f9fafb\n",
    finds: [],
  },
  "nothing in certificates": {
    text: `-----BEGIN CERTIFICATE-----\n${KEY}\n-----END CERTIFICATE-----\n`,
    finds: [],
  },
};

describe("secrets by their shape", () => {
  it.each(Object.entries(beside))("%s", (_, { text, finds }) => {
    expect(found(". {\n}\n", { x: text })).toEqual(finds);
  });
});

describe("secrets by what directives say of a word", () => {
  it("are found in the Corefile, in blocks and in what it imports", () => {
    const corefile = [
      ". {",
      "    tsig {",
      "        secret example.org. NoTCJU+DMqFWywaPyxSijrDEA/eC3nK0xi3AMEZuPVk=",
      "    }",
      "    etcd example.org {",
      "        credentials root s3cret",
      "    }",
      "    import more.conf",
      "}",
      "",
    ].join("\n");
    expect(found(corefile, { "more.conf": "nomad {\n    token 0123-token\n}\n" })).toEqual([
      "Corefile:3 a secret of tsig",
      "Corefile:6 a secret of etcd",
      "more.conf:2 a secret of nomad",
    ]);
  });

  it("are not the variables that stand for them", () => {
    expect(found(". {\n    nomad {\n        token {$NOMAD_TOKEN}\n    }\n}\n")).toEqual([]);
  });
});

describe("a workspace without its secrets", () => {
  const files: readonly SharedFile[] = [
    { path: "Corefile", text: ". {\n    nomad {\n        token 0123-token\n    }\n    # token 0123-token\n}\n" },
    { path: "key.pem", text: `${pem(KEY)}${pem(KEY)}` },
    { path: "store.p12", octets: "MIIB/w==" },
    { path: "other.bin", octets: "AP8=" },
  ];
  const workspace = { corefile: "Corefile", files: [...files] };

  it("has other words in their places, and no keys of any form", () => {
    const secrets = findSecrets(workspace, directives);
    expect(secrets.map(({ path }) => path)).toEqual(["Corefile", "key.pem", "key.pem", "store.p12"]);
    const { files: left } = withoutSecrets(workspace, secrets);
    expect(left.map(({ path }) => path)).toEqual(["Corefile", "key.pem", "other.bin"]);
    expect(JSON.stringify(left)).not.toContain(KEY);
    expect(left[0]).toMatchObject({ text: expect.stringContaining("        token left-out\n") });
  });

  it("has none that would be found again", () => {
    const { files: left } = withoutSecrets(workspace, findSecrets(workspace, directives));
    expect(findSecrets({ corefile: "Corefile", files: left }, directives)).toEqual([]);
  });
});
