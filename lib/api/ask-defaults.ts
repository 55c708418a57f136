/** What counts of a question where nobody says otherwise. */
export const ASK_DEFAULTS = {
  type: "A",
  class: "IN",
  transport: "udp",
  flags: { recursionDesired: true, authenticData: false, checkingDisabled: false },
  retryOverTcp: false,
  timeoutMs: 5000,
} as const;
