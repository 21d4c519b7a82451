// The packs that can be chosen. Null: they have not come yet; none, where they could not be had: those in use go by their ids.
import { useEffect, useState } from "react";
import { takePacks } from "../../api/client";
import type { PackChoice } from "./book";

export function usePacks(code: string): readonly PackChoice[] | null {
  const [packs, setPacks] = useState<readonly PackChoice[] | null>(null);
  useEffect(() => {
    let stopped = false;
    void takePacks(code).then((answer) => {
      if (!stopped) setPacks(answer.ok ? answer.value.packs : []);
    });
    return () => {
      stopped = true;
    };
  }, [code]);
  return packs;
}
