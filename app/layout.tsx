/** The document around the studio: its language, title and the theme before the first paint. */
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { SAVED_THEME_KEY } from "../lib/studio/saved.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: "Corefile Studio",
  description: "Edit, see and ask a CoreDNS Corefile.",
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

/** Sets the chosen theme before anything is painted, so that a dark page never flashes white. */
const SET_THEME = `try{var t=localStorage.getItem(${JSON.stringify(SAVED_THEME_KEY)});if(t==="light"||t==="dark"||t==="high-contrast")document.documentElement.dataset.theme=t;else if(matchMedia("(prefers-contrast: more)").matches)document.documentElement.dataset.theme="high-contrast"}catch{}`;

/** Rendered for each request, as its inline scripts carry the request's nonce (proxy.ts). */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <script nonce={nonce} suppressHydrationWarning>
          {SET_THEME}
        </script>
        {children}
      </body>
    </html>
  );
}
