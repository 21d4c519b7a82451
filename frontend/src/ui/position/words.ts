// The words and short names on the screen, each in a sentence or two of plain English. Data only.
export interface Word {
  word: string;
  means: string;
}

export const WORDS: readonly Word[] = [
  {
    word: "OPEL",
    means:
      "Operational Pressures Escalation Levels, NHS England's scale of pressure from 1, demand is met, to 4, comprehensive care cannot be delivered. There is no OPEL 5.",
  },
  {
    word: "could be 4",
    means:
      "The level if every late, queried or missing figure were at its worst. The edge of the strip is hatched.",
  },
  {
    word: "not enough figures",
    means: "Too few figures are held to say a level. It is unknown: it is not calm.",
  },
  {
    word: "not assessed",
    means: "No rules are set for this organisation, so it has no level. Its figures are shown as they came.",
  },
  {
    word: "late",
    means:
      "A figure that should have come by now. It is shown with its age; struck through, it is too old to rely on.",
  },
  {
    word: "as at",
    means: "The time a figure was true. It is shown where the next one is not due yet, and nothing is wrong.",
  },
  {
    word: "never received",
    means: "No figure has ever come. A dash is not a nought.",
  },
  {
    word: "queried",
    means:
      "The newest figure looks wrong, so the one before it counts until somebody confirms or corrects it.",
  },
  {
    word: "few patients",
    means:
      "The figure is of too few patients to mean much, as just after midnight. The last full one counts.",
  },
  {
    word: "closed",
    means:
      "Shut for the night, or closed for a reason. It stands at the level it had, nothing of it is due, and it is not calm.",
  },
  {
    word: "declared",
    means:
      "A level that people have stated. It stands beside the one worked out from figures, never instead of it.",
  },
  {
    word: "acting 4",
    means:
      "The higher of the level worked out and the level declared, where they differ. It opens cards and calls people.",
  },
  {
    word: "awaiting agreement",
    means:
      "A declared 4 acts at once; a second person is asked to agree to it, and must agree before it is stepped down.",
  },
  {
    word: "unowned",
    means: "A card that nobody has taken, or an alert that nobody has answered.",
  },
  {
    word: "trial",
    means:
      "The rules behind this level are not confirmed: a local team must do so before they are relied on.",
  },
  {
    word: "new since",
    means: "The level has moved since you last looked at this board.",
  },
  {
    word: "G&A",
    means:
      "General and acute beds, adults' and children's, the ordinary ones and those opened for escalation.",
  },
  {
    word: "NCTR",
    means: "No criteria to reside: patients in a bed who no longer meet the criteria to be in one.",
  },
  {
    word: "DTA",
    means:
      "Decision to admit. “For a bed” counts patients waiting since one; that wait is not the wait since arrival.",
  },
  {
    word: "SDEC",
    means: "Same day emergency care: assessed, treated and home on the same day, without a bed overnight.",
  },
  {
    word: "UTC",
    means: "Urgent treatment centre. It may close at night: its strip says until when.",
  },
  {
    word: "UCR",
    means: "Urgent community response, care at home: the share of patients reached within 2 hours.",
  },
  {
    word: "P1, P2",
    means: "Ways out of hospital: pathway 1 is home with support, pathway 2 is a bed in the community.",
  },
  {
    word: "S136",
    means:
      "Section 136 of the Mental Health Act: a person is taken to a place of safety. “S136 free” counts the suites available.",
  },
  {
    word: "C2 mean",
    means: "The mean response to category 2 (emergency) 999 calls since midnight.",
  },
  {
    word: "REAP",
    means:
      "Resource escalation action plan, an ambulance service's own scale from 1 to 4. Its commander decides it, and reviews it at least weekly.",
  },
  {
    word: "CSP",
    means:
      "Clinical safety plan of an ambulance service. Each trust has a scale of its own: two are not compared.",
  },
  {
    word: "GPAS",
    means: "General practice alert state, weekly: 1 green, 2 amber, 3 red, 4 black.",
  },
];

export const MARKS: readonly Word[] = [
  { word: "▲", means: "The level has risen in the last two hours, and has not fallen since." },
  { word: "↑ ↓", means: "The figure has risen or fallen. Bold: that is worse." },
  {
    word: "▁▃▅▇",
    means: "The level over the last 24 hours. Hatched: not enough figures. A gap: not known.",
  },
];
