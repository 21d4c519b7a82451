// Every call and message of an alert: to whom, by what, what became of it, and each attempt with what the carrier said.
import type { Alert, Attempt, Page } from "../../api/types";
import { Moment } from "../../ui/Moment";
import { channelInWords, pageStateInWords } from "../../ui/people/alertWords";
import type { Scene } from "../../ui/position/scene";
import { TableRegion } from "../../ui/TableRegion";

interface Props {
  alert: Alert;
  attempts: readonly Attempt[];
  scene: Scene;
}

const ABOUT: Record<Page["about"], string | null> = { call: null, all_clear: "all clear", news: "news" };

export function Pages({ alert, attempts, scene }: Props) {
  if (alert.pages.length === 0) return <p className="strip__quiet">Nobody has been called yet.</p>;
  return (
    <TableRegion name="Calls and messages" kind="plain">
      <thead>
        <tr>
          <th scope="col">To</th>
          <th scope="col">By</th>
          <th scope="col">When</th>
          <th scope="col">What became of it</th>
        </tr>
      </thead>
      <tbody>
        {alert.pages.map((page) => (
          <PageRow key={page.n} {...{ page, scene }} attempts={attempts.filter(({ n }) => n === page.n)} />
        ))}
      </tbody>
    </TableRegion>
  );
}

function PageRow({
  page,
  attempts,
  scene: { zone, now },
}: {
  page: Page;
  attempts: Attempt[];
  scene: Scene;
}) {
  const about = ABOUT[page.about];
  return (
    <tr>
      <th scope="row">
        {page.person.name}, {page.seat_title}
        {about && ` (${about})`}
      </th>
      <td>{channelInWords(page.channel)}</td>
      <td>
        <Moment at={page.at} zone={zone} now={now} />
      </td>
      <td>
        {pageStateInWords(page)} <Moment at={page.state_at} zone={zone} now={now} />
        {page.evidence && `: ${page.evidence}`}
        {attempts.length > 0 && (
          <ul className="attempts">
            {attempts.map(({ attempt, started_at, result, evidence }) => (
              <li key={attempt}>
                attempt {attempt}, <Moment at={started_at} zone={zone} seconds />:{" "}
                {result.replaceAll("_", " ")}
                {evidence && `, ${evidence}`}
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}
