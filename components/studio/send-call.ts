/** Sends the API client's calls with the browser's fetch, each with the name of this window. */
import { WINDOW_HEADER } from "../../lib/api/routes.ts";
import type { SendCall } from "../../lib/studio/api-client.ts";
import { thisWindow } from "./drafts/this-window.ts";

export const sendCall: SendCall = async ({ method, path, query, body, stop }) => {
  const search = query === undefined ? "" : `?${new URLSearchParams(query)}`;
  const { name } = await thisWindow();
  const given = new AbortController();
  stop?.onStop(() => given.abort());
  const response = await fetch(path + search, {
    method,
    cache: "no-store",
    signal: given.signal,
    headers: { [WINDOW_HEADER]: name, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: readJson(text) };
};

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
