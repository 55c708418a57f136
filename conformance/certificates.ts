/** A certificate authority and a server certificate for localhost and 127.0.0.1, made once per run with openssl. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string | undefined;

/** The folder with ca.pem, cert.pem and key.pem. Throws when openssl is missing. */
export function certificates(): string {
  if (folder !== undefined) return folder;
  const made = mkdtempSync(join(tmpdir(), "conformance-certs-"));
  process.once("exit", () => rmSync(made, { recursive: true, force: true }));
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const openssl = (...args: string[]): void => {
    execFileSync("openssl", args, { cwd: made, stdio: "ignore" });
  };
  openssl(
    "req",
    "-x509",
    ...key,
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-days",
    "3650",
    "-subj",
    "/CN=conformance ca",
  );
  openssl("req", ...key, "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=localhost");
  writeFileSync(
    join(made, "ext"),
    "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n",
  );
  openssl(
    "x509",
    "-req",
    "-in",
    "request.pem",
    "-CA",
    "ca.pem",
    "-CAkey",
    "ca.key",
    "-CAcreateserial",
    "-out",
    "cert.pem",
    "-days",
    "3650",
    "-extfile",
    "ext",
  );
  folder = made;
  return made;
}
