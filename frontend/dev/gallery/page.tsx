// Every state of a strip and of what stands around it, each in a labelled tile. `?page=wall`: the wall's forms.
import { createRoot } from "react-dom/client";
import { keepPast, pastOf } from "../../src/features/board/past";
import { levels as lastDay } from "../scene";
import "../../src/styles/all";
import "./gallery.css";
import { frames, wallForms } from "./frames";
import { kinds } from "./kinds";
import { levels } from "./levels";
import type { Tile } from "./tile";

const PAGES: [string, Tile[]][] = [
  ["Levels, and how sure", levels],
  ["Organisations without rules", kinds],
  ["Around the strips", frames],
  ["On the wall", wallForms],
];

function Gallery({ page }: { page: string | null }) {
  return (
    <main className="gallery">
      <h1 className="gallery__title">Strip states</h1>
      {PAGES.map(([title, tiles]) => (
        <Shelf key={title} title={title} tiles={tiles.filter((tile) => (tile.page ?? null) === page)} />
      ))}
    </main>
  );
}

function Shelf({ title, tiles }: { title: string; tiles: Tile[] }) {
  if (tiles.length === 0) return null;
  return (
    <>
      <h2 className="gallery__shelf">{title}</h2>
      <div className="gallery__tiles">
        {tiles.map(({ name, title: label, draw, board = "", wide }) => (
          <section className={wide ? "tile tile--wide" : "tile"} key={name} aria-label={label}>
            <p className="tile__title">{label}</p>
            <div className={`tile__picture board ${board}`} data-tile={name}>
              {draw}
            </div>
          </section>
        ))}
      </div>
    </>
  );
}

const day = lastDay();
const spans = day.units["RD8-MKH"] ?? [];
keepPast(
  pastOf({ ...day, units: Object.fromEntries([...levels, ...wallForms].map(({ name }) => [name, spans])) }),
);

const root = document.getElementById("root");
if (root) createRoot(root).render(<Gallery page={new URLSearchParams(location.search).get("page")} />);
