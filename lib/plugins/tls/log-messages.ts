/** What tls says when it cannot read its files. */
import type { LogMessageKind } from "../../directive/log-message.ts";

export const logMessages: readonly LogMessageKind[] = [
  {
    kind: "tls.files",
    pattern: /^plugin\/tls: could not load TLS cert: (?<reason>.*)$/,
    meaning: "The certificate cannot be loaded, so CoreDNS did not start: {reason}.",
    advice: "Check the paths of certificate and key, and that they belong together.",
    about: ["directive"],
  },
];
