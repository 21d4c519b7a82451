// Names for the generated shapes. Defines none of its own.
import type { components, paths } from "./schema";

type Schemas = components["schemas"];

export type Together = Schemas["TogetherOut"];
export type SystemPosition = Schemas["SystemPosition"];
export type BodyLevel = Schemas["BodyLevel"];
export type Snapshot = Schemas["Snapshot"];
export type Picture = Schemas["PictureOut"];
export type Parameter = Schemas["ParameterOut"];
export type HeldFigure = Schemas["HeldOut"];
export type Measure = Schemas["MeasureOut"];
export type Metric = Schemas["MetricOut"];
export type Tree = Schemas["Tree"];
export type TreePillar = Schemas["TreePillar"];
export type Unit = Schemas["TreeUnit"];
export type OpenHours = Schemas["OpenHours"];
export type Service = Schemas["ServiceOut"];
export type Frame = Schemas["Frame"];
export type Heartbeat = Schemas["Heartbeat"];
export type Unsure = Schemas["Unsure"];
export type LiveMessage = Frame | Heartbeat | Unsure;
export type LiveEvent = Snapshot["events"][number];
export type LevelEvent = Schemas["LevelEvent"];
export type ActEvent = Schemas["ActEvent"];
export type Levels = Schemas["LevelsOut"];
export type LevelSpan = Schemas["LevelSpan"];
export type Hours = Schemas["HoursOut"];
export type HoursRow = Schemas["HoursRow"];
export type AtLevels = Schemas["AtLevels"];
export type Bucket = Schemas["Bucket"];
export type UnitDay = Schemas["UnitDay"];
export type Line = Schemas["app__messages__past__Line"];
export type Why = Schemas["Why"];
export type WhyParameter = Schemas["WhyParameter"];
export type Ways = Schemas["WaysOut"];
export type Way = Schemas["WayOut"];
export type WayMove = Schemas["MoveOut"];
export type Organisation = Schemas["OrganisationOut"];
export type DueFigure = Schemas["DueFigure"];
export type Refused = Schemas["RefusedOut"];
export type Pack = Schemas["PackDetail"];
export type PackParameter = Schemas["PackParameter"];
export type Mode = Snapshot["mode"];
export type FigureState = Parameter["state"];

export type Matter = Snapshot["matters"][string];
export type Shift = Schemas["Shift"];
export type Watch = Schemas["Watch"];
export type Episode = Schemas["Episode"];
export type Declaration = Schemas["Declaration"];
export type Alert = Schemas["Alert"];
export type Card = Schemas["Card"];
export type Handover = Schemas["Handover"];
export type Told = Schemas["Notice"]; // partners were told: `Notice` is a page with one thing to say
export type Person = Schemas["Person"];
export type LogLine = Schemas["actions__matters__Line"];
export type Page = Schemas["Page"];
export type Reply = Schemas["Reply"];
export type Recipient = Schemas["Recipient"];
export type HandoverPack = Schemas["Pack"];
export type Item = Schemas["Item"];
export type Plan = Schemas["Plan"];
export type Words = Schemas["Words"];
export type Signature = Schemas["Signature"];
export type Risk = Schemas["Risk"];
export type Channel = Page["channel"];
export type TreeSeat = Schemas["SeatOut"];
export type Attempt = Schemas["AttemptOut"];
export type MatterWhole = Schemas["MatterOut"];
export type Rota = Schemas["RotaOut"];
export type RotaPerson = Schemas["RotaPerson"];
export type Gap = Schemas["GapOut"];
export type DeedDone = Schemas["DeedOut"];
export type FieldError = Schemas["FieldErrorOut"];
export type Opened = Schemas["LinkOut"]; // what a link opens

export type Deed =
  paths["/api/v1/systems/{code}/deeds"]["post"]["requestBody"]["content"]["application/json"];
export type LinkDeed = paths["/api/v1/links/{token}"]["post"]["requestBody"]["content"]["application/json"];

export type Session = paths["/api/v1/session"]["get"]["responses"]["200"]["content"]["application/json"];
export type Stream = Session["streams"][number];
