// One question with its answer, asked again when it is another one or when somebody says so. Draws nothing.
import { useEffect, useState } from "react";
import type { Answer } from "../../api/client";

/** `key` tells one question from another. Null: not answered yet; an earlier question's answer is never shown. */
export function useAsked<T>(key: string, take: () => Promise<Answer<T>>): [Answer<T> | null, () => void] {
  const [held, setHeld] = useState<{ key: string; answer: Answer<T> } | null>(null);
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question
  useEffect(() => {
    let stopped = false;
    void take().then((answer) => {
      if (!stopped) setHeld({ key, answer });
    });
    return () => {
      stopped = true;
    };
  }, [key, times]);
  return [held?.key === key ? held.answer : null, () => setTimes(times + 1)];
}
