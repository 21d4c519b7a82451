// The made-up system: its places and organisations.
import type { Tree, Unit } from "../src/api/types.ts";

const TO_ELEVEN = [{ days: [0, 1, 2, 3, 4, 5, 6], opens: "08:00", closes: "23:00" }];

const unit = (code: string, name: string, short: string, pillar: string, hours: Unit["hours"] = []) => {
  return {
    code,
    name,
    short,
    kind: pillar === "acute" ? "site" : "service",
    pillar,
    provider: code.slice(0, 3),
    hours,
  };
};

export const tree: Tree = {
  pillars: [],
  seats: [],
  code: "QHG",
  name: "Bedfordshire, Luton and Milton Keynes",
  timezone: "Europe/London",
  places: [
    {
      code: "MK",
      name: "MK Together",
      pillars: [],
      units: [
        unit("RD8-MKH", "Milton Keynes University Hospital", "MKUH", "acute"),
        unit("RV3@MK", "CNWL Milton Keynes community services", "CNWL MK", "community"),
        unit("RV3-MH@MK", "CNWL Milton Keynes mental health", "CNWL MK MH", "mental_health"),
        unit("MKUCS", "Milton Keynes Urgent Care", "MK UTC", "primary_care", TO_ELEVEN),
        unit("MKCC", "Milton Keynes City Council", "MKCC", "council"),
      ],
    },
    {
      code: "BCA",
      name: "Bedfordshire Care Alliance",
      pillars: [],
      units: [
        unit("RC9-BED", "Bedford Hospital", "Bedford", "acute"),
        unit("RC9-LUT", "Luton and Dunstable University Hospital", "Luton", "acute"),
        unit("RYV@BCA", "Cambridgeshire Community Services", "CCS", "community"),
        unit("RWK@BCA", "East London FT, Bedfordshire and Luton", "ELFT", "mental_health"),
        unit("CBC", "Central Bedfordshire Council", "CBC", "council"),
      ],
    },
  ],
  system_wide: [
    unit("RYC@QHG", "East of England Ambulance Service", "EEAST", "ambulance"),
    unit("RYE@QHG", "South Central Ambulance Service", "SCAS", "ambulance"),
    unit("111@QHG", "NHS 111 for BLMK", "111", "nhs111"),
  ],
};

export const allUnits = [...tree.places.flatMap((place) => place.units), ...tree.system_wide];
