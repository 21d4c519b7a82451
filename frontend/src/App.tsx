// Which page is shown: who is signed in, and what the address asks for. Holds the features together.
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import type { Mode, Session } from "./api/types";
import { BoardPage } from "./features/board/BoardPage";
import { SignIn } from "./features/session/SignIn";
import { SignOut } from "./features/session/SignOut";
import { Systems } from "./features/session/Systems";
import { useSession } from "./features/session/useSession";
import type { Ended } from "./live/connect";
import { useLive } from "./live/useLive";
import { boardAddress, goTo, organisationAddress, type Route, routeOf, useAddress } from "./ui/address";
import { Link } from "./ui/Link";
import { Notice } from "./ui/Notice";
import { Stripes } from "./ui/Stripes";

/** With its charts it comes when it is asked for: the board does not wait for it. */
const OrganisationPage = lazy(() =>
  import("./features/organisation/OrganisationPage").then(
    ({ OrganisationPage: page }) => ({ default: page }),
    () => ({ default: NotFetched }),
  ),
);

export function App() {
  useAddress();
  const { state, signedIn, signedOut, retry } = useSession();
  const left = useCallback(() => {
    signedOut("You have signed out.");
  }, [signedOut]);
  if (state.kind === "asking") return <Notice title="Opening the board…" busy />;
  if (state.kind === "unreachable") return <Unreachable retry={retry} />;
  if (state.kind === "out") return <SignIn because={state.because} onSignedIn={signedIn} />;
  const leave = <SignOut onSignedOut={left} />;
  return <Signed session={state.session} ended={signedOut} leave={leave} />;
}

interface SignedProps {
  session: Session;
  ended: (because: string | null) => void;
  leave: React.ReactNode;
}

function Signed({ session, ended, leave }: SignedProps) {
  const route = routeOf(location.pathname, location.search);
  const straightOn = route.page === "systems" ? landingOf(session) : null;
  useEffect(() => {
    if (straightOn !== null) goTo(straightOn, true);
  }, [straightOn]);
  if (straightOn !== null) return null;
  if (route.page === "board" || route.page === "organisation") {
    return <LiveRoute key={route.code} {...{ route, session, ended, leave }} />;
  }
  return (
    <Stripes mode={commonMode(session)}>
      {route.page === "systems" ? (
        <Systems session={session}>{leave}</Systems>
      ) : (
        <Nowhere session={session} />
      )}
    </Stripes>
  );
}

/** Where somebody with one system starts: the board; who sends figures for one organisation, at its page. */
function landingOf({ streams }: Session): string | null {
  const [only] = streams;
  if (!only || streams.length > 1) return null;
  const [unit] = only.units;
  const sends = only.role === "provider" && unit !== undefined && only.units.length === 1;
  return sends ? organisationAddress(only.code, unit) : boardAddress(only.code);
}

/** One connection serves every page of a system. */
type LivePage = Route & { page: "board" | "organisation" };

function LiveRoute({ route, session, ended, leave }: SignedProps & { route: LivePage }) {
  const [refused, setRefused] = useState(false);
  const onEnded = useCallback(
    (why: Ended) => {
      if (why === "signed-out") ended("You were signed out. Sign in to come back to the board.");
      else setRefused(true);
    },
    [ended],
  );
  const { code } = route;
  const watched = useLive(code, onEnded, route.page === "organisation" ? route.unit : null);
  const stream = session.streams.find((one) => one.code === code);
  function page(): React.ReactNode {
    if (refused) return <NotYours code={code} session={session} />;
    if (route.page === "board")
      return <BoardPage {...watched} wall={route.wall} reader={session.name} leave={leave} />;
    const { unit, day, why } = route;
    return (
      <Suspense fallback={<Notice title="Opening the page…" busy />}>
        <OrganisationPage key={unit} {...watched} {...{ unit, day, why, leave }} own={stream?.units ?? []} />
      </Suspense>
    );
  }
  return <Stripes mode={stream?.mode ?? commonMode(session)}>{page()}</Stripes>;
}

/** The mode of every system one may see, where they have one in common: then each of these pages bears it. */
function commonMode({ streams }: Session): Mode | null {
  const modes = new Set(streams.map(({ mode }) => mode));
  const [mode] = modes;
  return modes.size === 1 && mode ? mode : null;
}

function NotYours({ code, session }: { code: string; session: Session }) {
  return (
    <Notice title={`You cannot see a board called ${code}`}>
      <p>Either it does not exist, or your account has no part in it. Ask the room lead to add you.</p>
      <WhatThereIs session={session} />
    </Notice>
  );
}

function Nowhere({ session }: { session: Session }) {
  return (
    <Notice title="Page not found">
      <p>There is nothing at {location.pathname}.</p>
      <WhatThereIs session={session} />
    </Notice>
  );
}

function WhatThereIs({ session: { streams } }: { session: Session }) {
  if (streams.length === 0) return <p>Your account has no board yet.</p>;
  return (
    <>
      <p>What you can see:</p>
      <ul>
        {streams.map(({ code, name }) => (
          <li key={code}>
            <Link to={`/systems/${code}`}>{name}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A part of the board that was not fetched: the connection failed, or the service has been renewed since. */
function NotFetched() {
  return (
    <Notice title="The page could not be fetched">
      <p>The connection may be lost, or the service has been renewed since this page was opened.</p>
      <button type="button" className="nhsuk-button" onClick={() => location.reload()}>
        Load it again
      </button>
    </Notice>
  );
}

function Unreachable({ retry }: { retry: () => void }) {
  return (
    <Notice title="The service cannot be reached">
      <p>No figures are shown, because none can be vouched for. The board tries again every few seconds.</p>
      <button type="button" className="nhsuk-button" onClick={retry}>
        Try now
      </button>
    </Notice>
  );
}
