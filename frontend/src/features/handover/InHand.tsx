// One handover: how far it is, the pack, plans, signatures, and for the receiver the reading back.

import { useMemo } from "react";
import { handoverPdf } from "../../api/client";
import type { Handover } from "../../api/types";
import { rotaAddress } from "../../ui/address";
import { Accepted, PositionOfPack } from "../../ui/handover/Accepted";
import { PackSections } from "../../ui/handover/PackSections";
import { Link } from "../../ui/Link";
import { Moment } from "../../ui/Moment";
import type { Whole } from "../../ui/people/LivePage";
import { LogLines } from "../../ui/people/LogLines";
import { PersonLine } from "../../ui/people/PersonLine";
import type { Reader } from "../../ui/people/room";
import { unitsOf } from "../../ui/position/names";
import { Accept } from "./Accept";
import { Earlier } from "./Earlier";
import { itemAddress } from "./itemAddress";
import { Plans } from "./Plans";
import { partIn, placesOf } from "./parts";
import { Signatures } from "./Signatures";
import { WriteWords } from "./WriteWords";

interface Props extends Whole {
  handover: Handover;
  reader: Reader;
}

const READ_BACK = "read-back";

export function InHand({ handover, reader, board, live, scene }: Props) {
  const { zone, now, names, system } = scene;
  const units = useMemo(() => new Set(unitsOf(board.tree).map(({ code }) => code)), [board.tree]);
  const acting = reader.role === "director" || reader.role === "room_lead" ? reader : null;
  const part = partIn(handover, acting, live.matters, now);
  const places = placesOf(part.signs, board.tree);
  const unwritten = places.filter(
    ({ code }) => !handover.words.some(({ section, text }) => section === code && text),
  );
  const write = (section: string, title: string) =>
    part.writes && <WriteWords key={section} {...{ handover, section, title, scene }} />;
  return (
    <>
      <section className="panel" aria-labelledby="handover">
        <h2 className="panel__title" id="handover">
          {handover.from_title} to {handover.to_title}, <Moment at={handover.hour} zone={zone} now={now} />
        </h2>
        <Accepted {...{ handover, zone, now }} />
        <PositionOfPack {...{ handover, zone, now }} />
        <p className="dotted">
          <span>
            Gives: <PersonLine person={handover.giver} />
          </span>
          <span>
            Takes: <PersonLine person={handover.receiver} />
          </span>
        </p>
        {acting && !part.receives && handover.state === "drafting" && (
          <p className="strip__quiet">
            Only who sits as {handover.to_title} can accept. To accept in their place, take the seat over on{" "}
            <Link to={rotaAddress(system)}>the rota</Link> first.
          </p>
        )}
        <p className="handover__ways">
          {part.receives && (
            <a className="nhsuk-link" href={`#${READ_BACK}`}>
              Read back and accept
            </a>
          )}
          <a className="nhsuk-link" href={handoverPdf(system, handover.id)} target="_blank" rel="noopener">
            PDF of this handover<span className="nhsuk-u-visually-hidden"> (opens in a new tab)</span>
          </a>
          <button type="button" className="plain-button" onClick={() => print()}>
            Print
          </button>
        </p>
      </section>
      <section className="panel" aria-labelledby="pack">
        <h2 className="panel__title" id="pack">
          What is handed over
        </h2>
        <PackSections
          {...{ handover, zone, now }}
          addressOf={(item) => itemAddress(item, system, units)}
          nameOf={(code) => names.get(code) ?? code}
          tools={write}
        />
        {unwritten.map(({ code, name }) => (
          <div key={code}>{write(code, name)}</div>
        ))}
      </section>
      <Plans {...{ handover, scene }} writes={part.writes} />
      <Signatures {...{ handover, scene }} signs={part.signs} />
      {part.receives && <Accept id={READ_BACK} {...{ handover, scene }} />}
      <section className="panel handover__log" aria-labelledby="done">
        <h2 className="panel__title" id="done">
          What was done
        </h2>
        <LogLines kind="handover" log={handover.log} zone={zone} now={now} />
      </section>
      <Earlier shown={handover.id} scene={scene} />
    </>
  );
}
