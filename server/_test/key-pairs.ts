/** Certificates for tests, made with openssl: an authority, and what it signs. */
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KeyPair } from "../../lib/ports/tls.ts";

/** A certificate and its key, in PEM and in DER. */
export interface TestPair {
  readonly cert: string;
  readonly key: string;
  readonly pair: KeyPair;
}

const EC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

/** An authority of its own; `signed` makes certificates, for a server or a client, with its name as the only one. */
export class TestAuthority {
  readonly #folder = mkdtempSync(join(tmpdir(), "key-pairs-"));
  readonly cert: string;
  readonly der: Uint8Array;

  constructor(name = "tests") {
    process.once("exit", () => rmSync(this.#folder, { recursive: true, force: true }));
    const subject = ["-subj", `/CN=${name}`, "-days", "2"];
    this.#openssl(["req", "-x509", ...EC, ...subject, "-keyout", "ca.key", "-out", "ca.pem"]);
    this.cert = this.#read("ca.pem");
    this.der = new X509Certificate(this.cert).raw;
  }

  signed(name: string): TestPair {
    this.#openssl(["req", ...EC, "-subj", `/CN=${name}`, "-keyout", "key.pem", "-out", "request.pem"]);
    writeFileSync(join(this.#folder, "ext"), `subjectAltName=DNS:${name}\nextendedKeyUsage=serverAuth,clientAuth\n`);
    const by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "ext"];
    this.#openssl(["x509", "-req", "-in", "request.pem", ...by, "-out", "cert.pem"]);
    const [cert, key] = [this.#read("cert.pem"), this.#read("key.pem")];
    const keyDer = Buffer.from(key.replace(/-----.*-----|\s/g, ""), "base64");
    return { cert, key, pair: { kind: "pair", chain: [new X509Certificate(cert).raw], key: keyDer } };
  }

  #read(file: string): string {
    return readFileSync(join(this.#folder, file), "utf8");
  }

  #openssl(args: readonly string[]): void {
    execFileSync("openssl", args, { cwd: this.#folder, stdio: "ignore" });
  }
}
