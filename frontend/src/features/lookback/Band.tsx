// Says that this is the past, in words that cannot be missed, and leads back to now.
import type { Snapshot } from "../../api/types";
import { boardAddress } from "../../ui/address";
import { Link } from "../../ui/Link";
import { dayAndDate, hourAndMinute, inFull, when } from "../../ui/time";

interface Props {
  snapshot: Snapshot;
  wanted: number; // what was asked for last: the board may not be there yet
  fetching: boolean;
  trouble: string | null;
}

export function Band({ snapshot, wanted, fetching, trouble }: Props) {
  const { at, tree, then, stream } = snapshot;
  const zone = tree.timezone;
  const uncertain = then?.uncertain ?? [];
  return (
    <div className="lookback__band" aria-busy={fetching}>
      <p className="lookback__words">
        <span>
          As it was at{" "}
          <strong>
            <time dateTime={at} title={inFull(at, zone)}>
              {dayAndDate(at, zone)} {hourAndMinute(at, zone)}
            </time>
          </strong>
        </span>{" "}
        <strong className="lookback__not-live">not live</strong>
      </p>
      <p className="lookback__state" role="status">
        {trouble ?? (fetching ? `Fetching ${when(wanted, at, zone)}…` : "")}
      </p>
      {then?.triggers_untold && !fetching && <p>How local triggers stood then is not shown here.</p>}
      {uncertain.length > 0 && !fetching && (
        <p className="lookback__state">
          Levels are as people were told them. The figures then held are no longer all there for{" "}
          {uncertain.map((code) => shortOf(snapshot, code)).join(", ")}.
        </p>
      )}
      <span className="lookback__back">
        <Link to={boardAddress(stream)}>Back to now</Link>
      </span>
    </div>
  );
}

function shortOf({ tree }: Snapshot, code: string): string {
  const units = [...tree.places.flatMap((place) => place.units), ...tree.system_wide];
  return units.find((unit) => unit.code === code)?.short ?? code;
}
