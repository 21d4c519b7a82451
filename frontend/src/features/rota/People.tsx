// Who of the rota could not be paged, before the night finds out; and everybody who can be put on it.
import type { Rota, RotaPerson, Shift } from "../../api/types";
import { Moment } from "../../ui/Moment";
import { channelInWords } from "../../ui/people/alertWords";
import { Phone } from "../../ui/people/PersonLine";
import { many } from "../../ui/people/who";
import type { Scene } from "../../ui/position/scene";
import { TableRegion } from "../../ui/TableRegion";
import { reachTrouble, troubleInWords, unreachedOn } from "./words";

interface Props {
  rota: Rota;
  shifts: readonly Shift[];
  scene: Scene;
}

export function People({ rota, shifts, scene }: Props) {
  const unreached = unreachedOn(rota, shifts);
  return (
    <section className="panel" aria-labelledby="people">
      <h2 className="panel__title" id="people">
        {unreached.length === 0
          ? "Everybody on the rota can be reached"
          : `${many(unreached.length, "person", "people")} on the rota cannot be paged`}
      </h2>
      {unreached.length > 0 && (
        <ul className="gaps">
          {unreached.map(({ shift, trouble }) => (
            <li key={shift.person.id}>
              <span>
                <strong>{shift.person.name}</strong>, {shift.title} from{" "}
                <Moment at={shift.starts_at} zone={scene.zone} now={scene.now} />: {troubleInWords(trouble)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {rota.people.length === 0 ? (
        <p>Nobody can be put on the rota yet. People are added by the system’s operator.</p>
      ) : (
        <details className="more">
          <summary>{many(rota.people.length, "person", "people")} who can be put on the rota</summary>
          <PeopleTable people={rota.people} scene={scene} />
        </details>
      )}
    </section>
  );
}

function PeopleTable({ people, scene }: { people: readonly RotaPerson[]; scene: Scene }) {
  return (
    <TableRegion name="People who can be put on the rota" kind="plain">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Number to ring</th>
          <th scope="col">Can be paged</th>
          <th scope="col">Id in a file</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id}>
            <th scope="row">{person.name}</th>
            <td>{person.phone ? <Phone phone={person.phone} /> : "none held"}</td>
            <td>
              {person.reach.map(({ channel, verified_at }) => (
                <span key={channel} className="reach">
                  {channelInWords(channel)}{" "}
                  {verified_at ? (
                    <>
                      verified <Moment at={verified_at} zone={scene.zone} now={scene.now} />
                    </>
                  ) : (
                    "not verified"
                  )}
                </span>
              ))}
              {reachTrouble(person) && <span className="tag tag--unreached">{reachTrouble(person)}</span>}
            </td>
            <td>
              <code>{person.id}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </TableRegion>
  );
}
