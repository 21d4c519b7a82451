// What the rota page shows: the gaps, who cannot be reached, each seat's fortnight, and how to put people in.
import { useMemo, useState } from "react";
import type { Rota as RotaOut, Session } from "../../api/types";
import { Failed } from "../../ui/Failed";
import type { Whole } from "../../ui/people/LivePage";
import { readerOf } from "../../ui/people/room";
import { AddShift, type Wanted } from "./AddShift";
import { Gaps } from "./Gaps";
import { keepable } from "./keep";
import { LoadCsv } from "./LoadCsv";
import { People } from "./People";
import { SeatRow } from "./SeatRow";
import { seatGroups, seatingOf, shiftsOf } from "./seats";
import { useRota } from "./useRota";

type Props = Whole & { session: Session };

export function Rota(props: Props) {
  const { live, truth, scene } = props;
  const { value, failed, tryAgain } = useRota(scene, live, truth);
  if (failed === "forbidden") return <NotYours />;
  return (
    <>
      {failed && <Failed {...{ failed, tryAgain }} what={value ? "The newest rota" : "The rota"} />}
      {!value && !failed && (
        <section className="panel" aria-busy="true">
          <p>Fetching the rota…</p>
        </section>
      )}
      {value && <Filled {...props} rota={value} />}
    </>
  );
}

function Filled({ rota, board, live, scene, session }: Props & { rota: RotaOut }) {
  const { tree } = board;
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const shifts = useMemo(() => shiftsOf(rota, live.matters), [rota, live.matters]);
  const groups = useMemo(() => seatGroups(rota.seats, tree), [rota.seats, tree]);
  const reader = useMemo(() => readerOf(session, scene.system), [session, scene.system]);
  const keeps = useMemo(() => keepable(rota.seats, reader, tree), [rota.seats, reader, tree]);
  const gaps = rota.gaps.filter(({ ends_at }) => Date.parse(ends_at) > scene.now);
  const line = { from: Date.parse(rota.starts_at), until: Date.parse(rota.ends_at) };
  return (
    <>
      <Gaps {...{ gaps, scene, keeps }} fill={setWanted} />
      <People {...{ rota, shifts, scene }} />
      {groups.map(({ code, name, seats }) => (
        <section className="panel" key={code} aria-labelledby={`seats-${code}`}>
          <h2 className="panel__title" id={`seats-${code}`}>
            {name}
          </h2>
          <ul className="rota-seats">
            {seats.map((seat) => (
              <SeatRow
                key={seat.key}
                seating={seatingOf(seat, shifts, gaps, scene.now)}
                {...{ rota, line, scene }}
                fill={keeps.includes(seat) ? setWanted : null}
                matters={live.matters}
                own={session.id}
              />
            ))}
          </ul>
        </section>
      ))}
      {groups.length === 0 && <NoSeats />}
      {keeps.length > 0 ? (
        <LoadCsv {...{ rota, scene, keeps }} />
      ) : (
        <section className="panel">
          <p>Your account may look at the rota. To change it, ask the room lead.</p>
        </section>
      )}
      <AddShift {...{ rota, keeps, shifts, gaps, scene, wanted }} onClose={() => setWanted(null)} />
    </>
  );
}

function NoSeats() {
  return (
    <section className="panel">
      <p>
        This system has no seats yet, so nobody can be called. They are part of its configuration: ask its
        operator.
      </p>
    </section>
  );
}

function NotYours() {
  return (
    <section className="panel">
      <p>
        Your account may not see the rota. Who holds the system now is at the top of the page. To see more,
        ask the room lead.
      </p>
    </section>
  );
}
