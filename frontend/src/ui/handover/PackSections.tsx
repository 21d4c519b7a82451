// A handover's pack as it is read: each section's lines, then the words people wrote. Figures are never edited here.
import type { ReactNode } from "react";
import type { Handover, Item } from "../../api/types";
import { Link } from "../Link";
import { Folded } from "./Folded";
import { Quoted } from "./Quoted";
import { folded, placeWords, type Section, sectionsOf } from "./sections";

export interface Reading {
  zone: string;
  now: number;
  addressOf: (item: Item) => string | null; // null: there is no page to open
  nameOf: (code: string) => string; // of a place
}

interface Props extends Reading {
  handover: Handover;
  brief?: boolean; // one phone screen: only what is to be done, what is worst and what is not seen stands open
  tools?: (section: string, title: string) => ReactNode; // what a giver does with a section
}

const OPEN_IN_BRIEF = new Set(["asks", "worst", "unseen"]);

export function PackSections({ handover, brief = false, tools, ...reading }: Props) {
  return (
    <div className="pack">
      {sectionsOf(handover, reading.zone).map((section) => (
        <PackSection
          key={section.key}
          {...{ section, tools }}
          {...reading}
          shut={brief && !OPEN_IN_BRIEF.has(section.key)}
        />
      ))}
      {placeWords(handover).map((words) => (
        <section className="pack__section" key={words.section}>
          <h3 className="pack__title">{reading.nameOf(words.section)}</h3>
          <Quoted {...{ words }} zone={reading.zone} now={reading.now} />
          {tools?.(words.section, reading.nameOf(words.section))}
        </section>
      ))}
    </div>
  );
}

interface SectionProps extends Reading {
  section: Section;
  shut: boolean;
  tools: Props["tools"];
}

function PackSection({ section, shut, tools, ...reading }: SectionProps) {
  const { key, title, items, words, none } = section;
  const { first, rest } = folded(items);
  const [seen, hidden] = shut ? [[], items] : [first, rest];
  return (
    <section className={`pack__section pack__section--${key}`}>
      <h3 className="pack__title">
        {title}
        {items.length > 0 && <span className="pack__count"> {items.length}</span>}
      </h3>
      {items.length === 0 && <p className="strip__quiet">{none}</p>}
      <Items items={seen} {...reading} />
      {hidden.length > 0 && (
        <Folded label={shut ? `Show ${hidden.length}` : `${hidden.length} more`} about={title}>
          <Items items={hidden} {...reading} />
        </Folded>
      )}
      {words.map((one) => (
        <Quoted key={one.section} words={one} zone={reading.zone} now={reading.now} />
      ))}
      {tools?.(key, title)}
    </section>
  );
}

function Items({ items, addressOf }: Reading & { items: readonly Item[] }) {
  if (items.length === 0) return null;
  return (
    <ul className="pack__items">
      {items.map((item) => {
        const address = addressOf(item);
        return (
          <li key={item.key}>
            {item.text}
            {address && (
              <span className="pack__open">
                {" "}
                <Link to={address}>
                  Open<span className="nhsuk-u-visually-hidden">: {item.text}</span>
                </Link>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
