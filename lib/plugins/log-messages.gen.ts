// Made by `npm run gen` from the folders beside it. Do not edit.
import type { LogMessageKind } from "../directive/log-message.ts";
import { logMessages as reload } from "./reload/log-messages.ts";
import { logMessages as ready } from "./ready/log-messages.ts";
import { logMessages as health } from "./health/log-messages.ts";
import { logMessages as prometheus } from "./prometheus/log-messages.ts";
import { logMessages as errors } from "./errors/log-messages.ts";
import { logMessages as tls } from "./tls/log-messages.ts";
import { logMessages as hosts } from "./hosts/log-messages.ts";
import { logMessages as kubernetes } from "./kubernetes/log-messages.ts";
import { logMessages as file } from "./file/log-messages.ts";
import { logMessages as loop } from "./loop/log-messages.ts";
import { logMessages as forward } from "./forward/log-messages.ts";

/** What plugins say in CoreDNS's log, in the order of plugin.cfg. */
export const logMessages: readonly { readonly plugin: string; readonly messages: readonly LogMessageKind[] }[] = [
  { plugin: "reload", messages: reload },
  { plugin: "ready", messages: ready },
  { plugin: "health", messages: health },
  { plugin: "prometheus", messages: prometheus },
  { plugin: "errors", messages: errors },
  { plugin: "tls", messages: tls },
  { plugin: "hosts", messages: hosts },
  { plugin: "kubernetes", messages: kubernetes },
  { plugin: "file", messages: file },
  { plugin: "loop", messages: loop },
  { plugin: "forward", messages: forward },
];
