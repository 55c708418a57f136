/** The view's place in the chain: it was asked before, by dispatch, and only tells its name (CoreDNS, plugin view). */

import { VIEW, type View } from "../../chain/dispatch-keys.ts";
import type { Handler } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { METADATA } from "../metadata/api.ts";
import { words } from "./words.ts";

/** A handler that passes everything on and has the label `view/name`. */
export function createView(view: View): Handler {
  const { name } = view;
  return {
    name: "view",
    serve(query, next, why) {
      why?.because("observed", words.chosen({ view: name }));
      return next(query);
    },
    offers: offers(
      VIEW.with(view),
      METADATA.with((_query, labels) => void labels.set("view/name", () => name)),
    ),
  };
}
