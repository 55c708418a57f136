/** Where the routes are; page, tests and server read the same table. */

/** The header that names the window that asks; streams of events, which cannot have one, name it in their address. */
export const WINDOW_HEADER = "x-studio-window";
export const WINDOW_PARAMETER = "window";

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
  /** POST `packRequestSchema`: `packReplySchema`. */
  pack: "/api/workspace/pack",
  /** GET: `examplesReplySchema`. */
  examples: "/api/examples",
  /** POST `checkRequestSchema`: `checkReplySchema`. */
  check: "/api/check",
  /** POST `checkRequestSchema`: `checkReplySchema` with what lint has to say. */
  advice: "/api/advice",
  /** POST `askRequestSchema`: `askReplySchema`. */
  ask: "/api/ask",
  /** POST `whatIfRequestSchema`: `whatIfReplySchema`. */
  whatIf: "/api/ask/what-if",
  /** POST `askAgainRequestSchema`: `askAgainReplySchema`. */
  askAgain: "/api/ask/again",
  /** GET: `corednsProgramSchema`. */
  coredns: "/api/coredns",
  /** POST `askRequestSchema`: `corednsReplySchema`. */
  askCoredns: "/api/coredns/ask",
  /** POST `podClientRequestSchema`: `podClientReplySchema`. */
  podClient: "/api/pod/client",
  /** POST `podResolveRequestSchema`: `podResolveReplySchema`. */
  podResolve: "/api/pod/resolve",
  /** POST `testRunRequestSchema`: `testRunReplySchema`. */
  tests: "/api/tests",
  /** GET: `engineInfoSchema`. */
  engine: "/api/engine",
  /** GET ?typed=: `namesReplySchema`. */
  names: "/api/engine/names",
  /** POST `conditionsRequestSchema`: `conditionsReplySchema`. */
  conditions: "/api/engine/conditions",
  /** POST `applyRequestSchema`: `applyReplySchema`. */
  apply: "/api/engine/apply",
  /** GET ?query=: `observedReplySchema`. */
  explanation: "/api/engine/explanation",
  /** POST `controlRequestSchema`: `engineInfoSchema`. */
  control: "/api/engine/control",
  /** GET ?window=: server-sent events, `studioEventSchema` each. */
  events: "/api/events",
  /** GET: `contextsReplySchema`. */
  kubeContexts: "/api/kubernetes/contexts",
  /** POST `clusterImportRequestSchema`: `clusterImportReplySchema`. */
  kubeImport: "/api/kubernetes/import",
  /** POST `previewRequestSchema`: `previewReplySchema`. */
  kubePreview: "/api/kubernetes/preview",
  /** POST `clusterApplyRequestSchema`: `clusterApplyReplySchema`. */
  kubeApply: "/api/kubernetes/apply",
  /** POST `reloadRequestSchema`: `reloadReplySchema`. */
  kubeReload: "/api/kubernetes/reload",
  /** POST `rollBackRequestSchema`: `clusterApplyReplySchema`. */
  kubeRollBack: "/api/kubernetes/roll-back",
  /** POST `exportRequestSchema`: `exportReplySchema`. */
  kubeExport: "/api/kubernetes/export",
  /** POST `compareRequestSchema`: `compareReplySchema`. */
  compare: "/api/behaviour-diff",
  /** GET ?token=: takes the token into a cookie, and leads to the page. */
  session: "/api/session",
} as const;
