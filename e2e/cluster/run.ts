/**
 * `npm run test:cluster [-- NAME…]`: tests against a real kube-apiserver with a real etcd, and beside the real CoreDNS. Go
 * builds what is missing, once. `npm test` runs them where Go is installed.
 */
import { spawnSync } from "node:child_process";
import { apiServerBinary, corednsBinary, etcdBinary } from "./binaries.ts";

for (const binary of [etcdBinary, apiServerBinary, corednsBinary]) binary();
const given = process.argv.slice(2);
const names = given.filter((argument) => !argument.startsWith("-"));
const files = (names.length === 0 ? [""] : names).map((name) => `e2e/cluster/${name}`);
const flags = given.filter((argument) => argument.startsWith("-"));
const { status } = spawnSync("vitest", ["run", "--no-file-parallelism", ...files, ...flags], {
  stdio: "inherit",
  env: { ...process.env, WITH_CLUSTER: "1" },
});
process.exitCode = status ?? 1;
