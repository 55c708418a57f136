/** Which HTTP methods each route serves; what asks in any other way is told these. */
import { ROUTES } from "./routes.ts";

const METHODS: Readonly<Record<string, readonly string[]>> = {
  [ROUTES.workspace]: ["GET"],
  [ROUTES.file]: ["GET", "PUT", "DELETE"],
  [ROUTES.rename]: ["POST"],
  [ROUTES.open]: ["POST"],
  [ROUTES.pack]: ["POST"],
  [ROUTES.examples]: ["GET"],
  [ROUTES.check]: ["POST"],
  [ROUTES.advice]: ["POST"],
  [ROUTES.ask]: ["POST"],
  [ROUTES.whatIf]: ["POST"],
  [ROUTES.askAgain]: ["POST"],
  [ROUTES.coredns]: ["GET"],
  [ROUTES.askCoredns]: ["POST"],
  [ROUTES.podClient]: ["POST"],
  [ROUTES.podResolve]: ["POST"],
  [ROUTES.tests]: ["POST"],
  [ROUTES.engine]: ["GET"],
  [ROUTES.names]: ["GET"],
  [ROUTES.conditions]: ["POST"],
  [ROUTES.apply]: ["POST"],
  [ROUTES.explanation]: ["GET"],
  [ROUTES.control]: ["POST"],
  [ROUTES.events]: ["GET"],
  [ROUTES.kubeContexts]: ["GET"],
  [ROUTES.kubeImport]: ["POST"],
  [ROUTES.kubePreview]: ["POST"],
  [ROUTES.kubeApply]: ["POST"],
  [ROUTES.kubeReload]: ["POST"],
  [ROUTES.kubeRollBack]: ["POST"],
  [ROUTES.kubeExport]: ["POST"],
  [ROUTES.compare]: ["POST"],
  [ROUTES.session]: ["GET"],
};

const PAGES = ["GET", "HEAD"] as const;

/** The methods that a path is served with: those of the route, or of pages and their files; none where no route is. */
export function methodsOf(path: string): readonly string[] {
  if (Object.hasOwn(METHODS, path)) return METHODS[path] ?? [];
  return path === "/api" || path.startsWith("/api/") ? [] : PAGES;
}
