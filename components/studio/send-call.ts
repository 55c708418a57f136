/** Sends the API client's calls with the browser's fetch. */
import type { SendCall } from "../../lib/studio/api-client.ts";

export const sendCall: SendCall = async ({ method, path, query, body }) => {
  const search = query === undefined ? "" : `?${new URLSearchParams(query)}`;
  const response = await fetch(path + search, {
    method,
    cache: "no-store",
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
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
