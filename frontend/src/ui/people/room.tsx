// Who reads, in which system, with which seats and matters: for what people do from anywhere on a page.
import { createContext, type ReactNode, use, useMemo } from "react";
import type { Session, Stream, TreeSeat } from "../../api/types";
import type { Board, Live } from "../../live/picture";

export interface Reader {
  id: string; // as in matters
  name: string;
  role: Stream["role"] | null;
  units: readonly string[]; // those that a grant names one by one
}

export interface Room {
  code: string; // of the system, as in addresses
  zone: string;
  reader: Reader | null; // null: nobody who could do anything, as on a wall
  seats: readonly TreeSeat[];
}

const NOBODY_HERE: Room = { code: "", zone: "Europe/London", reader: null, seats: [] };

const RoomContext = createContext<Room>(NOBODY_HERE);
const MattersContext = createContext<Live["matters"]>({});

/** The same object for as long as the tree and the session are. */
export function useRoom(): Room {
  return use(RoomContext);
}

/** All matters held: who uses this is drawn again whenever one of them moves. */
export function useMatters(): Live["matters"] {
  return use(MattersContext);
}

interface Props {
  board: Board;
  session: Session | null;
  matters: Live["matters"];
  children: ReactNode;
}

export function RoomOf({ board: { stream, tree }, session, matters, children }: Props) {
  const room = useMemo(
    () => ({
      code: stream,
      zone: tree.timezone,
      reader: session && readerOf(session, stream),
      seats: tree.seats,
    }),
    [stream, tree, session],
  );
  return (
    <RoomContext value={room}>
      <MattersContext value={matters}>{children}</MattersContext>
    </RoomContext>
  );
}

export function readerOf({ id, name, streams }: Session, stream: string): Reader {
  const own = streams.find(({ code }) => code === stream);
  return { id, name, role: own?.role ?? null, units: own?.units ?? [] };
}
