// What is true of a system besides its figures: what is expected, what is not, who judges whom. Changed here by the room.
import { LivePage } from "../../ui/people/LivePage";
import type { ConfigurationPageProps } from "../pages";
import { Configuration } from "./Configuration";

export function ConfigurationPage({ asked, ...page }: ConfigurationPageProps) {
  return (
    <LivePage {...page} title="Configuration">
      {(whole) => <Configuration {...whole} code={page.code} asked={asked} />}
    </LivePage>
  );
}
