/** How Next builds and serves the page. The server's own code (`server/`) is run by Node from source, never bundled. */
import type { NextConfig } from "next";

/** Replies of routes are data: nothing in them may run, load or be framed. Pages have a policy of their own (proxy.ts). */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run types` looks at them: whoever starts the studio does not wait for that.
  typescript: { tsconfigPath: "tsconfig.json", ignoreBuildErrors: true },
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "Referrer-Policy", value: "no-referrer" },
          { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
          { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
          { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
        ],
      },
      { source: "/api/:path*", headers: [{ key: "Content-Security-Policy", value: DATA_POLICY }] },
    ];
  },
};

export default config;
