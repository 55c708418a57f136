/**
 * `npm run test:attack`: what a hostile network, a hostile Corefile and a hostile page would do, against the servers as
 * users start them. `-- --only datagrams,http` runs some attacks, `-- --seed 7` others of the same kind, and `-- --only
 * listeners --seconds 600` presses on for ten minutes. CoreDNS is
 * `coredns` in the PATH or COREDNS_BIN; without it nothing is compared, and the rest runs all the same.
 */
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import type { Attack } from "./attack.ts";
import { attacks } from "./attacks.ts";
import { SeededRandom } from "./seeded-random.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    seed: { type: "string", default: "1" },
    seconds: { type: "string", default: "60" },
  },
});
const seed = Number(values.seed);
const seconds = Number(values.seconds);
const wanted = values.only?.split(",");
const unknown = wanted?.filter((name) => attacks.every((attack) => attack.name !== name)) ?? [];
if (unknown.length > 0 || !Number.isInteger(seed) || !(seconds > 0)) {
  console.error(`no such attack: ${unknown.join(", ")}; there are ${attacks.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const coredns = findCoredns();
console.log(`seed ${seed}; ${coredns === undefined ? "no CoreDNS to compare with" : `beside ${coredns}`}`);
const totals = { passed: 0, failed: 0 };
for (const attack of attacks) {
  if (wanted !== undefined && !wanted.includes(attack.name)) continue;
  const faults = await launch(attack);
  if (faults.length === 0) totals.passed += 1;
  else totals.failed += 1;
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

async function launch(attack: Attack): Promise<readonly string[]> {
  console.log(`\n── ${attack.name}: ${attack.about}`);
  const startedMs = performance.now();
  const say = (line: string): void => console.log(`   ${line}`);
  const faults: string[] = [];
  try {
    const result = await attack.run({ random: new SeededRandom(seed), coredns, seconds, say });
    for (const [what, figure] of Object.entries(result.figures)) say(`${what}: ${figure}`);
    faults.push(...result.faults);
  } catch (error) {
    faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  for (const fault of faults) console.log(`   ✗ ${fault}`);
  const took = Math.round((performance.now() - startedMs) / 1000);
  console.log(`── ${attack.name}: ${faults.length === 0 ? "held" : `${faults.length} faults`} (${took} s)`);
  return faults;
}

function findCoredns(): string | undefined {
  const binary = process.env.COREDNS_BIN ?? "coredns";
  try {
    execFileSync(binary, ["-version"], { stdio: "ignore" });
    return binary;
  } catch {
    return undefined;
  }
}
