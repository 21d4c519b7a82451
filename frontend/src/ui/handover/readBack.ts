// Reading a handover back: which items are to be read, which have been, and when all must be read anew. Pure.
import type { HandoverPack, Item } from "../../api/types";

export interface ReadBack {
  seq: number; // of the pack whose items these are
  items: readonly Item[];
  read: readonly string[]; // keys, in the order in which they were read
  again: "changed" | "refused" | null; // why something must be read once more
}

export type Step =
  | { kind: "read"; key: string }
  | { kind: "pack"; pack: HandoverPack } // as the service now has it
  | { kind: "refused" }; // the service says that the pack has gone stale

export function begun({ seq, read_back }: HandoverPack): ReadBack {
  return { seq, items: read_back, read: [], again: null };
}

export function step(held: ReadBack, taken: Step): ReadBack {
  switch (taken.kind) {
    case "read":
      return next(held)?.key === taken.key ? { ...held, read: [...held.read, taken.key] } : held;
    case "refused":
      return { ...held, read: [], again: "refused" };
    case "pack":
      return taken.pack.seq > held.seq ? onNewer(held, taken.pack) : held;
  }
}

/** What still reads the same stays read; what is new or reads otherwise is read again. */
function onNewer(held: ReadBack, { seq, read_back }: HandoverPack): ReadBack {
  const same = read_back.filter(({ key, text }) =>
    held.items.some((one) => one.key === key && one.text === text),
  );
  const kept = held.read.filter((key) => same.some((one) => one.key === key));
  const changed = same.length < read_back.length && (held.read.length > 0 || held.again !== null);
  return { seq, items: read_back, read: kept, again: held.again ?? (changed ? "changed" : null) };
}

/** The item to be read now: the first that has not been. Null: all have. */
export function next({ items, read }: ReadBack): Item | null {
  return items.find(({ key }) => !read.includes(key)) ?? null;
}

/** What accepting sends; null: something is still to be read. */
export function acceptance(held: ReadBack): { read_back: string[]; seq: number } | null {
  return next(held) === null ? { read_back: held.items.map(({ key }) => key), seq: held.seq } : null;
}
