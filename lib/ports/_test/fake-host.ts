/** A whole world for a test: nothing in it is real, and nothing happens by itself. */
import { type FileContents, type FileError, type Files, streamOf } from "../files.ts";
import type { Host } from "../host.ts";
import type { Random } from "../random.ts";
import { fakeCertificates } from "./fake-certificates.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeCloudZones } from "./fake-cloud-zones.ts";
import { FakeClusters } from "./fake-clusters.ts";
import { FakeCommands } from "./fake-commands.ts";
import { FakeExchange, type FakeUpstream } from "./fake-exchange.ts";
import { fakeHmac } from "./fake-hmac.ts";
import { FakeKeyValues } from "./fake-key-values.ts";
import { FakeLog } from "./fake-log.ts";
import { FakeMetrics } from "./fake-metrics.ts";
import { FakePasswords } from "./fake-passwords.ts";
import { fakeProfiler } from "./fake-profiler.ts";
import { fakeRandom } from "./fake-random.ts";
import { FakeSiblings } from "./fake-siblings.ts";
import { fakeSigning } from "./fake-signing.ts";
import { FakeStorage } from "./fake-storage.ts";
import { FakeStreams } from "./fake-streams.ts";
import { FakeWeb } from "./fake-web.ts";

/** A host whose parts a test can look into. */
export interface FakeHost extends Host {
  readonly clock: FakeClock;
  readonly commands: FakeCommands | undefined;
  readonly exchange: FakeExchange;
  readonly log: FakeLog;
  readonly metrics: FakeMetrics;
  readonly passwords: FakePasswords;
  readonly random: Random;
  readonly storage: FakeStorage;
  readonly streams: FakeStreams;
  readonly web: FakeWeb;
  readonly cloudZones: FakeCloudZones;
}

/** Makes one with these files, by the paths under which they are asked for, and these upstreams. */
export function fakeHost(
  texts: Readonly<Record<string, string>> = {},
  upstream: FakeUpstream = () => "silence",
): FakeHost {
  const clock = new FakeClock();
  return {
    clock,
    commands: new FakeCommands(),
    profiler: fakeProfiler,
    exchange: new FakeExchange(clock, upstream),
    log: new FakeLog(),
    metrics: new FakeMetrics(),
    random: fakeRandom(),
    signing: fakeSigning,
    siblings: new FakeSiblings(),
    storage: new FakeStorage(),
    streams: new FakeStreams(),
    web: new FakeWeb(),
    files: fakeFiles(texts),
    certificates: fakeCertificates,
    cloudZones: new FakeCloudZones(),
    clusters: new FakeClusters(),
    keyValues: new FakeKeyValues(),
    hmac: fakeHmac,
    passwords: new FakePasswords(),
    http: { listen: ({ text }) => Promise.resolve({ kind: "error", text: `listen tcp ${text}: no network` }) },
    identity: { hostname: "host.example.org", version: "1.15.0", environment: {}, processors: 2, interfaces: () => [] },
  };
}

function fakeFiles(texts: Readonly<Record<string, string>>): Files {
  const byPath = new Map(Object.entries(texts));
  const read = (path: string): FileContents | FileError => {
    const text = byPath.get(path);
    if (text === undefined) return { kind: "error", code: "ENOENT", text: `open ${path}: no such file or directory` };
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return { kind: "file", bytes, modifiedMs: 0, size: bytes.length };
  };
  return {
    read,
    stream: (path) => streamOf(read(path)),
    stat(path) {
      const text = byPath.get(path);
      return text === undefined ? undefined : { modifiedMs: 0, size: text.length, isFolder: false };
    },
    exists: (path) => byPath.has(path),
    list: (folder) => ({ kind: "error", code: "ENOENT", text: `open ${folder}: no such file or directory` }),
    absolute: (path) => path,
  };
}
