/** Tells other plugins of the fields of a proxy's header (CoreDNS, plugin proxyproto with tlv_metadata). */
import type { Handler } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { METADATA } from "../metadata/api.ts";
import { words } from "./words.ts";

const LABEL = "proxyproto/tlv";

/** A handler that passes everything on, and gives the label. */
export function createFieldsProvider(): Handler {
  return {
    name: "proxyproto",
    serve(query, next, why) {
      if (why !== undefined) {
        const fields = query.arrival.proxyFields;
        why.because("passed", fields === undefined ? words.noFields() : words.fields({ value: hexadecimal(fields) }));
      }
      return next(query);
    },
    offers: offers(
      METADATA.with(({ arrival }, labels) => {
        const fields = arrival.proxyFields;
        if (fields !== undefined) labels.set(LABEL, () => hexadecimal(fields));
      }),
    ),
  };
}

function hexadecimal(bytes: Uint8Array): string {
  return bytes.reduce((text, octet) => text + octet.toString(16).padStart(2, "0"), "");
}
