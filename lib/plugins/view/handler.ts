/** The view's place in the chain: it was asked before, by dispatch, and only tells its name (CoreDNS, plugin view). */
import type { Handler } from "../../chain/handler.ts";
import { words } from "./words.ts";

/** A handler that passes everything on and has the label `view/name`. */
export function createView(name: string): Handler {
  return {
    name: "view",
    actsAtDispatch: true,
    serve(query, next, why) {
      if (why.watching) why.because("observed", { words, code: "chosen", facts: { view: name } });
      return next(query);
    },
    metadata(_query, labels) {
      labels.set("view/name", () => name);
    },
  };
}
