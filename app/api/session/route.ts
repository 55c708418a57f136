/** Takes the token out of the printed address into a cookie, and leads to the page. */
import { guardSettings, sameToken, TOKEN_COOKIE } from "../_lib/guard.ts";
import { fail } from "../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Response {
  const { token } = guardSettings();
  const given = new URL(request.url).searchParams.get("token") ?? "";
  if (token === undefined || !sameToken(given, token)) {
    return fail(403, {
      error: "the token is wrong",
      help: "Open the address that the studio printed when it started.",
    });
  }
  const cookie = `${TOKEN_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict`;
  return new Response(null, { status: 303, headers: { location: "/", "set-cookie": cookie } });
}
