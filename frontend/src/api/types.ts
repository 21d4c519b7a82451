// Names for the generated shapes. Defines none of its own.
import type { components, paths } from "./schema";

type Schemas = components["schemas"];

export type Snapshot = Schemas["Snapshot"];
export type Picture = Schemas["PictureOut"];
export type Parameter = Schemas["ParameterOut"];
export type HeldFigure = Schemas["HeldOut"];
export type Measure = Schemas["MeasureOut"];
export type Metric = Schemas["MetricOut"];
export type Tree = Schemas["Tree"];
export type Unit = Schemas["TreeUnit"];
export type Frame = Schemas["Frame"];
export type Heartbeat = Schemas["Heartbeat"];
export type Unsure = Schemas["Unsure"];
export type LiveMessage = Frame | Heartbeat | Unsure;
export type LiveEvent = Snapshot["events"][number];
export type LevelEvent = Schemas["LevelEvent"];
export type Levels = Schemas["LevelsOut"];
export type LevelSpan = Schemas["LevelSpan"];
export type UnitDay = Schemas["UnitDay"];
export type Line = Schemas["Line"];
export type Why = Schemas["Why"];
export type WhyParameter = Schemas["WhyParameter"];
export type Organisation = Schemas["OrganisationOut"];
export type DueFigure = Schemas["DueFigure"];
export type Refused = Schemas["RefusedOut"];
export type Pack = Schemas["PackDetail"];
export type PackParameter = Schemas["PackParameter"];
export type Mode = Snapshot["mode"];
export type FigureState = Parameter["state"];

export type Session = paths["/api/v1/session"]["get"]["responses"]["200"]["content"]["application/json"];
export type Stream = Session["streams"][number];
