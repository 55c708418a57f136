/** A value that changes only once it has stayed the same for a while. */
import { useEffect, useState } from "react";

/** The value that was there last for `afterMs` without a break; at first the one that is there. */
export function useSettled<Value>(value: Value, afterMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
