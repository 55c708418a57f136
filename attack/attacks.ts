/** All attacks, in the order in which they run. */
import type { Attack } from "./attack.ts";
import { corefiles } from "./corefiles.ts";
import { datagrams } from "./datagrams.ts";
import { encrypted } from "./encrypted.ts";
import { endlessWords } from "./endless-words.ts";
import { hostileUpstreams } from "./hostile-upstreams.ts";
import { http } from "./http.ts";
import { lateReplies } from "./late-replies.ts";
import { listeners } from "./listeners.ts";
import { quic } from "./quic.ts";
import { tcp } from "./tcp.ts";
import { upstreamReplies } from "./upstream-replies.ts";
import { workspaces } from "./workspaces.ts";

export const attacks: readonly Attack[] = [
  datagrams,
  tcp,
  encrypted,
  quic,
  listeners,
  upstreamReplies,
  hostileUpstreams,
  endlessWords,
  lateReplies,
  http,
  workspaces,
  corefiles,
];
