/** One file of the workspace: its text, writing it, deleting it. */
import { deleteQuerySchema, pathQuerySchema, writeFileRequestSchema } from "../../../../lib/api/workspace.ts";
import { replyToBody, replyToQuery } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return replyToQuery(request, pathQuerySchema, (studio, { path }) => studio.readFile(path));
}

export function PUT(request: Request): Promise<Response> {
  return replyToBody(request, writeFileRequestSchema, (studio, file, window) => studio.writeFile(file, window));
}

export function DELETE(request: Request): Promise<Response> {
  return replyToQuery(request, deleteQuerySchema, (studio, input, window) => studio.deleteFile(input, window));
}
