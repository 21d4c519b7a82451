// Which parts are to be signed, who has signed when, and the buttons for the reader's own.
import type { Handover } from "../../api/types";
import { Confirm } from "../../ui/Confirm";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import { signaturesOf, type Wanted } from "./parts";

interface Props {
  handover: Handover;
  scene: Scene;
  signs: readonly string[]; // seats
}

export function Signatures({ handover, scene, signs }: Props) {
  const wanted = signaturesOf(handover);
  const open = wanted.filter(({ by }) => by === null).length;
  return (
    <section className="panel" aria-labelledby="signed">
      <h2 className="panel__title" id="signed">
        {open === 0 ? "Signed by all givers" : `Signed by ${wanted.length - open} of ${wanted.length}`}
      </h2>
      <ul className="signatures">
        {wanted.map((one) => (
          <li key={one.seat}>
            <span>
              <strong>{one.title}</strong>: <Signed {...{ one, scene }} />
            </span>
            {signs.includes(one.seat) && <Sign {...{ handover, scene, one }} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Signed({ one: { by, at, seq }, scene }: { one: Wanted; scene: Scene }) {
  if (by === null || at === null) return "not signed yet";
  return (
    <>
      signed by {by} at <Moment at={at} zone={scene.zone} now={scene.now} />, on journal {seq}
    </>
  );
}

function Sign({ handover, scene, one }: Omit<Props, "signs"> & { one: Wanted }) {
  const label = one.by === null ? "Sign" : "Sign again";
  return (
    <Confirm
      code={scene.system}
      {...{ label }}
      about={one.title}
      title={`Sign as ${one.title}?`}
      sure="Sign this part"
      deed={() => ({ do: "sign_handover", matter: handover.id, seat: one.seat, seen: handover.v })}
    >
      <p>
        You say that this part is as you hand it over. The figures are brought up to this minute as you sign;
        your name and the time stand beside them.
      </p>
    </Confirm>
  );
}
