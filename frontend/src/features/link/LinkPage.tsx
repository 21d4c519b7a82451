// What a link from a page opens, without signing in: one phone screen, on which only a press does anything.
import { useEffect } from "react";
import type { Opened } from "../../api/types";
import { Notice } from "../../ui/Notice";
import { Stripes } from "../../ui/Stripes";
import type { LinkPageProps } from "../pages";
import { AlertLink } from "./AlertLink";
import { Frame } from "./Frame";
import { HandoverLink } from "./HandoverLink";
import { NoticeLink } from "./NoticeLink";
import { modeOf } from "./press";
import { Unopened } from "./Unopened";
import { type Pressing, useLink } from "./useLink";

export function LinkPage({ token }: LinkPageProps) {
  const link = useLink(token);
  const { opened, closed } = link;
  if (!opened) {
    if (closed || link.lost) return <Unopened {...{ closed }} tryAgain={link.look} />;
    return <Notice title="Opening…" busy />;
  }
  return (
    <Stripes mode={modeOf(opened)}>
      <Titled opened={opened} />
      <Frame link={link} opened={opened}>
        <Matter link={link} opened={opened} />
      </Frame>
    </Stripes>
  );
}

function Matter({ link, opened }: { link: Pressing; opened: Opened }) {
  const { matter } = opened;
  switch (matter.kind) {
    case "alert":
      return <AlertLink {...{ link, opened }} alert={matter} />;
    case "handover":
      return <HandoverLink {...{ link, opened }} handover={matter} />;
    case "notice":
      return <NoticeLink {...{ link, opened }} told={matter} />;
  }
}

function Titled({ opened }: { opened: Opened }) {
  const { matter } = opened;
  const mode = modeOf(opened);
  const about = matter.kind === "alert" ? matter.about : matter.kind === "handover" ? "Handover" : "Notice";
  useEffect(() => {
    document.title = `${mode === "live" ? "" : `${mode.toUpperCase()} · `}${about} · Surgeline`;
  }, [mode, about]);
  return null;
}
