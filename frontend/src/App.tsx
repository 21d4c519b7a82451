// Which page is shown: who is signed in, and what the address asks for. Holds the features together.
import {
  type ComponentType,
  type LazyExoticComponent,
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useState,
} from "react";
import type { Mode, Session } from "./api/types";
import { BoardPage } from "./features/board/BoardPage";
import { PastBoard } from "./features/board/PastBoard";
import type { LivePageProps } from "./features/pages";
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

/** Pages that come when they are asked for: the board does not wait for them. */
const OrganisationPage = later(() =>
  import("./features/organisation/OrganisationPage").then((part) => part.OrganisationPage),
);
const AlertPage = later(() => import("./features/alert/AlertPage").then((part) => part.AlertPage));
const CardsPage = later(() => import("./features/cards/CardsPage").then((part) => part.CardsPage));
const RotaPage = later(() => import("./features/rota/RotaPage").then((part) => part.RotaPage));
const HandoverPage = later(() =>
  import("./features/handover/HandoverPage").then((part) => part.HandoverPage),
);
const LookBackPage = later(() =>
  import("./features/lookback/LookBackPage").then((part) => part.LookBackPage),
);
const HoursPage = later(() => import("./features/hours/HoursPage").then((part) => part.HoursPage));
const RulesPage = later(() => import("./features/packs/RulesPage").then((part) => part.RulesPage));
const ConfigurationPage = later(() =>
  import("./features/configuration/ConfigurationPage").then((part) => part.ConfigurationPage),
);
const LinkPage = later(() => import("./features/link/LinkPage").then((part) => part.LinkPage));

function later<P>(fetched: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  return lazy(() =>
    fetched().then(
      (page) => ({ default: page }),
      () => ({ default: NotFetched as ComponentType<P> }),
    ),
  );
}

/** A link from a page needs nobody to sign in: nothing stands between it and its answer. */
export function App() {
  useAddress();
  const route = routeOf(location.pathname, location.search);
  if (route.page !== "link") return <Known />;
  return (
    <Suspense fallback={<Opening />}>
      <LinkPage key={route.token} token={route.token} />
    </Suspense>
  );
}

function Known() {
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
  if (route.page === "lookback") return <PastRoute key={route.code} {...{ route, session, ended, leave }} />;
  if ("code" in route) return <LiveRoute key={route.code} {...{ route, session, ended, leave }} />;
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
type LiveRouteOf = Exclude<Extract<Route, { code: string }>, { page: "lookback" }>;
type PastRouteOf = Extract<Route, { page: "lookback" }>;

/** As the browser's tab names them; the board and an organisation are told by their own names. */
const PAGES: Record<LiveRouteOf["page"], string | null> = {
  board: null,
  organisation: null,
  alert: "Alert",
  cards: "Cards",
  rota: "Rota",
  handover: "Handover",
  hours: "Hours at level",
  rules: "Rules",
  configuration: "Configuration",
};

/** No connection: what is live and what was are never in one page. */
function PastRoute({ route, session, ended, leave }: SignedProps & { route: PastRouteOf }) {
  const [refused, onEnded] = useRefused(ended);
  const { code, at } = route;
  const stream = session.streams.find((one) => one.code === code);
  return (
    <Stripes mode={stream?.mode ?? commonMode(session)}>
      {refused ? (
        <NotYours code={code} session={session} />
      ) : (
        <Suspense fallback={<Opening />}>
          <LookBackPage {...{ code, at, session, leave }} ended={onEnded} board={PastBoard} />
        </Suspense>
      )}
    </Stripes>
  );
}

/** Whether the service has refused this system to the reader; who was signed out is told so. */
function useRefused(ended: SignedProps["ended"]): [boolean, (why: Ended) => void] {
  const [refused, setRefused] = useState(false);
  const onEnded = useCallback(
    (why: Ended) => {
      if (why === "signed-out") ended("You were signed out. Sign in to come back to the board.");
      else setRefused(true);
    },
    [ended],
  );
  return [refused, onEnded];
}

function LiveRoute({ route, session, ended, leave }: SignedProps & { route: LiveRouteOf }) {
  const [refused, onEnded] = useRefused(ended);
  const { code } = route;
  const unit = route.page === "organisation" ? route.unit : null;
  const watched = useLive(code, onEnded, { unit, page: PAGES[route.page] });
  const stream = session.streams.find((one) => one.code === code);
  return (
    <Stripes mode={stream?.mode ?? commonMode(session)}>
      {refused ? (
        <NotYours code={code} session={session} />
      ) : (
        <Suspense fallback={<Opening />}>
          <PageOf {...watched} {...{ route, session, leave, code }} />
        </Suspense>
      )}
    </Stripes>
  );
}

function PageOf({ route, ...given }: LivePageProps & { route: LiveRouteOf }) {
  const { session, code, live, trouble, leave } = given;
  switch (route.page) {
    case "board":
      return <BoardPage {...given} wall={route.wall} />;
    case "alert":
      return <AlertPage key={route.alert} {...given} alert={route.alert} />;
    case "cards":
      return <CardsPage {...given} unit={route.unit} card={route.card} />;
    case "rota":
      return <RotaPage {...given} />;
    case "hours":
      return <HoursPage {...given} over={route.over} />;
    case "rules":
      return <RulesPage {...given} asked={route.asked} />;
    case "configuration":
      return <ConfigurationPage {...given} asked={route} />;
    case "handover":
      return <HandoverPage key={route.handover} {...given} handover={route.handover} />;
    case "organisation": {
      const { unit, day, why } = route;
      const own = session.streams.find((one) => one.code === code)?.units ?? [];
      return <OrganisationPage key={unit} {...{ live, trouble, session, unit, day, why, leave, own }} />;
    }
  }
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

function Opening() {
  return <Notice title="Opening the page…" busy />;
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
