/** What the system says of an operation that fails, in the words that Go prints (package syscall, on Linux). */
const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset by peer",
  EDQUOT: "disk quota exceeded",
  EEXIST: "file exists",
  EHOSTUNREACH: "no route to host",
  EINVAL: "invalid argument",
  EIO: "input/output error",
  EISDIR: "is a directory",
  ELOOP: "too many levels of symbolic links",
  EMFILE: "too many open files",
  ENAMETOOLONG: "file name too long",
  ENOENT: "no such file or directory",
  ENOSPC: "no space left on device",
  ENETUNREACH: "network is unreachable",
  ENOTDIR: "not a directory",
  ENOTEMPTY: "directory not empty",
  ENXIO: "no such device or address",
  EPERM: "operation not permitted",
  EPIPE: "broken pipe",
  EROFS: "read-only file system",
  ESTALE: "stale NFS file handle",
  ETIMEDOUT: "connection timed out",
  EXDEV: "invalid cross-device link",
  // A path with a zero octet in it, which Node refuses by itself.
  ERR_INVALID_ARG_VALUE: "invalid argument",
};

/** The reason for an error in the system's words; an error of another kind says its own. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return ("code" in error ? SYSTEM_WORDS[String(error.code)] : undefined) ?? error.message;
}
