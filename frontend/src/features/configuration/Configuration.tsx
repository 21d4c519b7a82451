// The configuration's sections, and the one form that may be open over them.
import { useCallback, useEffect, useMemo, useState } from "react";
import { takeConfiguration } from "../../api/client";
import type { Configuration as ConfigurationOut } from "../../api/types";
import { type ConfigurationAsked, configurationAddress, goTo } from "../../ui/address";
import { Dialog } from "../../ui/Dialog";
import { Failed } from "../../ui/Failed";
import type { Whole } from "../../ui/people/LivePage";
import { useTaken } from "../../ui/useTaken";
import { type Asking, adding } from "./asking";
import { type Book, bookOf } from "./book";
import { EntryForm } from "./EntryForm";
import type { List, Part } from "./entries";
import { History } from "./History";
import { ListSection } from "./ListSection";
import { LISTS, partOf } from "./lists/all";
import { assignments, prefilled } from "./lists/assignments";
import { triggers, withTriggers } from "./lists/triggers";
import { plainly } from "./plain";
import { TextForm } from "./TextForm";
import { usePacks } from "./usePacks";
import { WholeText } from "./WholeText";

interface Props extends Whole {
  code: string;
  asked: ConfigurationAsked;
}

/** The form that is open: one entry's, or a list's as text. */
type Open = { kind: "entry"; asking: Asking } | { kind: "text"; list: List };

export function Configuration({ code, asked, live, truth, board, scene }: Props) {
  const [typing, setTyping] = useState(false);
  const take = useCallback(() => takeConfiguration(code), [code]);
  const paused = typing || truth.kind === "not-live";
  const { value, failed, tryAgain } = useTaken(take, paused ? null : String(live.configuredAt));
  const packs = usePacks(code);
  const book = useMemo(
    () =>
      bookOf(board.tree, board.metrics, withTriggers(packs ?? [], value?.parts.triggers ?? []), scene.now),
    [board.tree, board.metrics, packs, value, scene.now],
  );
  if (failed === "forbidden") return <NotYours />;
  return (
    <>
      {failed && (
        <Failed {...{ failed, tryAgain }} what={value ? "The newest configuration" : "The configuration"} />
      )}
      {(!value || !packs) && !failed && (
        <section className="panel" aria-busy="true">
          <p>Fetching the configuration…</p>
        </section>
      )}
      {value && packs && (
        <Filled configuration={value} {...{ code, asked, book, setTyping }} reload={tryAgain} />
      )}
    </>
  );
}

interface FilledProps {
  configuration: ConfigurationOut;
  code: string;
  asked: ConfigurationAsked;
  book: Book;
  setTyping: (typing: boolean) => void;
  reload: () => void;
}

function Filled({ configuration, code, asked, book, setTyping, reload }: FilledProps) {
  const { parts, may_change: mayChange } = configuration;
  const [made, setMade] = useState<{ part: Part; changes: readonly string[] } | null>(null);
  const [open, setOpen] = useState<Open | null>(() =>
    mayChange ? askedFor(asked, configuration, book) : null,
  );
  useEffect(() => setTyping(open !== null), [open, setTyping]);
  const lists = LISTS.filter(({ part }) => parts[part] !== undefined);
  function show(next: Open | null): void {
    setOpen(next);
    if (next !== null) setMade(null);
    else if (asked.pack !== null) goTo(configurationAddress(code, asked.part), true);
  }
  function done(part: Part, changes: readonly string[]): void {
    setMade({ part, changes });
    reload();
    show(null);
  }
  return (
    <>
      {!mayChange && (
        <section className="panel">
          <p>
            Your account may look at the configuration. Directors and room leads change it: ask them, with a
            reason.
          </p>
        </section>
      )}
      {lists.map((list) => (
        <ListSection
          key={list.part}
          {...{ list, book }}
          all={parts[list.part] ?? []}
          open={mayChange ? (asking) => show({ kind: "entry", asking }) : null}
          asText={mayChange ? () => show({ kind: "text", list }) : null}
          made={made?.part === list.part ? made.changes.map((one) => plainly(one, book)) : []}
          wanted={open === null && partOf(asked.part) === list.part}
        />
      ))}
      <History history={configuration.history} book={book} />
      <WholeText configuration={configuration} />
      <Dialog title={open ? titleOf(open) : ""} open={open !== null} onClose={() => show(null)}>
        {open?.kind === "entry" && (
          <EntryForm
            {...{ configuration, book, reload }}
            asking={open.asking}
            onMade={(changes) => done(open.asking.list.part, changes)}
          />
        )}
        {open?.kind === "text" && (
          <TextForm
            {...{ configuration, book, reload }}
            list={open.list}
            onMade={(changes) => done(open.list.part, changes)}
          />
        )}
      </Dialog>
    </>
  );
}

function titleOf(open: Open): string {
  return open.kind === "entry" ? open.asking.title : `${open.list.title} as text`;
}

/** The form that the address asks for: rules, or local triggers, from a date. */
function askedFor(asked: ConfigurationAsked, { parts }: ConfigurationOut, book: Book): Open | null {
  const { part, pack, version } = asked;
  if (partOf(part) !== "assignments" || pack === null || version === null) return null;
  const local = book.packs.some(({ id, kind }) => id === pack && kind === "triggers");
  const list = local ? triggers : assignments;
  const all = parts[list.part] ?? [];
  const draft = local
    ? { ...triggers.fresh(book), pack: `${pack} ${version}` }
    : prefilled(pack, version, all, book);
  return { kind: "entry", asking: adding(list, book, all, draft) };
}

function NotYours() {
  return (
    <section className="panel">
      <p>
        Your account may not see the configuration. What is expected of your organisation, and when, is on its
        own page. To see more, ask the room lead.
      </p>
    </section>
  );
}
