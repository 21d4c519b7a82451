// What stands around strips: place headings, the header and its truth, the borders of what is not real, the wall.
import type { Mode, Picture } from "../../src/api/types";
import { PlaceHeading } from "../../src/features/board/Columns";
import { HeadCounts } from "../../src/features/board/Counts";
import { Header } from "../../src/features/board/Header";
import { Now } from "../../src/features/board/Now";
import { useInstruments } from "../../src/features/board/useInstruments";
import { type Live, nothingYet } from "../../src/live/picture";
import { reduce } from "../../src/live/reduce";
import type { Truth } from "../../src/live/truth";
import { Stripes } from "../../src/ui/Stripes";
import { snapshot, states } from "../scene";
import { acute, ago, NOW, sceneWith, seatLike, site } from "./made";
import { strip, type Tile } from "./tile";

function liveIn(mode: Mode): Live {
  const live = reduce(nothingYet, { kind: "snapshot", snapshot: snapshot({ mode }) }, NOW);
  return { ...live, link: "open", watching: 7 };
}

const LIVE: Truth = { kind: "live", at: NOW };
const CUT: Truth = {
  kind: "not-live",
  asAt: NOW,
  why: "closed",
  reason: "The connection is lost. The board is trying again.",
  blank: false,
};

function Top({ mode = "live", truth = LIVE, wall = false }: { mode?: Mode; truth?: Truth; wall?: boolean }) {
  const live = liveIn(mode);
  return live.board && <Whole board={live.board} {...{ live, truth, wall }} />;
}

type WholeProps = { board: NonNullable<Live["board"]>; live: Live; truth: Truth; wall: boolean };

function Whole({ board, live, truth, wall }: WholeProps) {
  const instruments = useInstruments({ board, live, truth, wall, reader: "gallery" });
  const counts = <HeadCounts {...instruments} />;
  const leave = <span>Sign out</span>;
  return (
    <Stripes mode={board.mode}>
      <Header
        {...{ board, live, truth, leave, counts }}
        columns={instruments.columns}
        scene={instruments.scene}
        tools={null}
      />
    </Stripes>
  );
}

function place(code: string, name: string, title: string, picture: Picture | null): Tile {
  return {
    name: code,
    title,
    draw: <PlaceHeading column={{ code, name, picture, seats: [] }} scene={sceneWith()} />,
  };
}

const few = { ...site("few", 2, { values: [null, 74] }), worst: "RC9-LUT", floor: 1, ceiling: 4 };

export const frames: Tile[] = [
  place("place", "MK Together", "A place and its worst organisation", states().MK ?? null),
  place("place-could-be", "Bedfordshire Care Alliance", "A place that could be worse", states().BCA ?? null),
  place("place-not-enough", "A third place", "A place without enough figures", few),
  {
    name: "happened",
    title: "What has happened",
    draw: <Now events={snapshot().events} scene={sceneWith()} />,
  },
  { name: "header", title: "Header: LIVE", draw: <Top />, wide: true },
  {
    name: "header-connecting",
    title: "Header: connecting",
    draw: <Top truth={{ kind: "connecting", at: NOW }} />,
    wide: true,
  },
  {
    name: "header-cut",
    title: "Header: NOT LIVE",
    draw: <Top truth={CUT} />,
    wide: true,
    board: "board--cut",
  },
  {
    name: "header-blank",
    title: "Header: blank",
    draw: <Top truth={{ ...CUT, blank: true }} />,
    wide: true,
    board: "board--cut board--blank",
  },
  { name: "simulated", title: "SIMULATED", draw: <Top mode="simulated" />, wide: true },
  { name: "exercise", title: "EXERCISE", draw: <Top mode="exercise" />, wide: true },
];

const onWall = { wall: true };
const wall = { board: "board--wall", page: "wall" } as const;
const four = site("wall-4", 4, { previous: 3, since: ago(16) });

export const wallForms: Tile[] = [
  strip("A strip on the wall", acute("wall-4", "MKUH", four), onWall, wall),
  strip(
    "Could be worse, on the wall",
    acute("wall-could-be", "Bedford", site("wall-could-be", 3, { states: { 0: "late", 4: "late" } })),
    onWall,
    wall,
  ),
  strip("Not assessed, on the wall", seatLike("RYC@QHG", { code: "wall-plain" }), onWall, wall),
  { name: "wall-header", title: "Header on the wall", draw: <Top wall />, wide: true, ...wall },
];
