// No handover to show: still fetching, not to be had, or none drafted yet.
import { handoverAddress, rotaAddress } from "../../ui/address";
import { Failed } from "../../ui/Failed";
import { Link } from "../../ui/Link";
import type { Found } from "./useHandover";

/** `own`: the reader is not shown every handover, so that none need not mean that there is none. */
type Props = Pick<Found, "asking" | "failed" | "tryAgain"> & {
  id: string | null;
  system: string;
  own: boolean;
};

export function NoneYet({ asking, failed, tryAgain, id, system, own }: Props) {
  return (
    <section className="panel" aria-busy={asking}>
      {asking && <p>Fetching the handover…</p>}
      {failed === "forbidden" && (
        <p>
          Your account may not see handovers. Who holds the system now is at the top of the page. To see more,
          ask the room lead.
        </p>
      )}
      {failed === "unknown" && <p>There is no handover called {id} here.</p>}
      {failed && failed !== "forbidden" && failed !== "unknown" && (
        <Failed {...{ failed, tryAgain }} what="The handover" />
      )}
      {!asking && !failed && own && (
        <p>
          Your account is shown no handover but one it is called about. Who holds the system now is at the top
          of the page.
        </p>
      )}
      {!asking && !failed && !own && (
        <p>
          No handover has been drafted yet. The service drafts one half an hour before its time, for those who
          are on <Link to={rotaAddress(system)}>the rota</Link>.
        </p>
      )}
      {id !== null && !asking && (
        <p>
          <Link to={handoverAddress(system)}>The handover in hand, or the last one</Link>
        </p>
      )}
    </section>
  );
}
