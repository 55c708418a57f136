/** Where the routes are; page, tests and server read the same table. */

/** Path by what it does. Methods and bodies stand beside the schemas. */
export const ROUTES = {
  /** GET: `workspaceSchema`. */
  workspace: "/api/workspace",
  /** GET ?path=: `fileReplySchema`; PUT `writeFileRequestSchema`, DELETE ?path=: `changedReplySchema`. */
  file: "/api/workspace/file",
  /** POST `renameRequestSchema`: `changedReplySchema`. */
  rename: "/api/workspace/rename",
  /** POST `openRequestSchema`: `workspaceSchema`. */
  open: "/api/workspace/open",
  /** GET: `examplesReplySchema`. */
  examples: "/api/examples",
  /** POST `checkRequestSchema`: `checkReplySchema`. */
  check: "/api/check",
  /** POST `checkRequestSchema`: `checkReplySchema` with what lint has to say. */
  advice: "/api/advice",
  /** POST `askRequestSchema`: `askReplySchema`. */
  ask: "/api/ask",
  /** GET: `engineInfoSchema`. */
  engine: "/api/engine",
  /** POST `applyRequestSchema`: `applyReplySchema`. */
  apply: "/api/engine/apply",
  /** POST `controlRequestSchema`: `engineInfoSchema`. */
  control: "/api/engine/control",
  /** GET: server-sent events, `studioEventSchema` each. */
  events: "/api/events",
  /** GET ?token=: takes the token into a cookie, and leads to the page. */
  session: "/api/session",
} as const;
