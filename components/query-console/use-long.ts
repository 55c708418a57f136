/** Tells that something has been going on for a while. */
import { useEffect, useState } from "react";

/** True once `isOn` has been true for `afterMs` without a break. */
export function useLong(isOn: boolean, afterMs: number): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setTimeout(() => setLong(true), afterMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isOn, afterMs]);
  return isOn && isLong;
}
