/** A limit on the UDP payload size that clients advertise (RFC 6891 section 6.2.3; CoreDNS, plugin bufsize). */
import type { Handler } from "../../chain/handler.ts";
import { words } from "./words.ts";

/** A handler that lowers the requestor's UDP payload size to `sizeOctets`, for the plugins after it and for the reply. */
export function createBufsize(sizeOctets: number): Handler {
  return {
    name: "bufsize",
    serve(query, next, why) {
      const { edns } = query.request;
      if (edns !== undefined && edns.udpSize > sizeOctets) {
        query.request = { ...query.request, edns: { ...edns, udpSize: sizeOctets } };
        why?.because("changed", words.lowered({ asked: edns.udpSize, size: sizeOctets }), {
          before: String(edns.udpSize),
          after: String(sizeOctets),
        });
      } else if (edns === undefined) why?.because("passed", words.noEdns());
      else why?.because("passed", words.small({ asked: edns.udpSize, size: sizeOctets }));
      return next(query);
    },
  };
}
