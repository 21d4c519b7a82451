// The HTTP side of the service: asks, and says plainly what came of it. Keeps no state but the CSRF token.
import createClient from "openapi-fetch";
import type { paths } from "./schema";
import type {
  Configuration,
  ConfigurationChange,
  ConfigurationChanged,
  Deed,
  DeedDone,
  FieldError,
  Hours,
  Levels,
  LinkDeed,
  Matter,
  MatterWhole,
  Opened,
  Organisation,
  Pack,
  PackDifferences,
  Packs,
  PackText,
  Refused,
  Rota,
  Session,
  Snapshot,
  Together,
  UnitDay,
  Ways,
  Why,
} from "./types";

export type Refusal = "signed-out" | "forbidden" | "unknown" | "unreachable" | "refused";
export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; why: Refusal; status: number; detail: string; errors?: readonly FieldError[] };

/** A network that falls silent ends no request by itself; six that hang, and the browser asks nothing any more. */
const GIVEN_UP_MS = 15_000;

let csrf = "";
const client = createClient<paths>({ credentials: "same-origin", fetch: fetchInTime });
client.use({
  onRequest({ request }) {
    if (request.method !== "GET" && csrf) request.headers.set("X-CSRF-Token", csrf);
    return request;
  },
});

/** Without AbortSignal.any, which browsers have only since 2024: in an older one nothing could be asked at all. */
function fetchInTime(request: Request): Promise<Response> {
  const given = new AbortController();
  const giveUp = () => given.abort();
  if (request.signal.aborted) giveUp();
  request.signal.addEventListener("abort", giveUp);
  setTimeout(giveUp, GIVEN_UP_MS);
  return fetch(request, { signal: given.signal });
}

interface Fetched {
  data?: unknown;
  error?: unknown;
  response: Response;
}

export async function findSession(): Promise<Answer<Session>> {
  return keepToken(await ask<Session>(() => client.GET("/api/v1/session")));
}

export async function signIn(email: string, password: string): Promise<Answer<Session>> {
  return keepToken(await ask<Session>(() => client.POST("/api/v1/session", { body: { email, password } })));
}

export async function signOut(): Promise<Answer<unknown>> {
  return ask(() => client.DELETE("/api/v1/session"));
}

export async function takeSnapshot(code: string, signal?: AbortSignal): Promise<Answer<Snapshot>> {
  const path = { code };
  return ask<Snapshot>(() =>
    client.GET("/api/v1/systems/{code}/board", { params: { path }, ...(signal && { signal }) }),
  );
}

export async function takeLevels(code: string, hours: number): Promise<Answer<Levels>> {
  return ask<Levels>(() =>
    client.GET("/api/v1/systems/{code}/levels", { params: { path: { code }, query: { hours } } }),
  );
}

/** The board as it stood at a moment: `live` is false in it. */
export async function takeBoardAt(code: string, at: string, signal: AbortSignal): Promise<Answer<Snapshot>> {
  return ask<Snapshot>(() =>
    client.GET("/api/v1/systems/{code}/board", { params: { path: { code }, query: { at } }, signal }),
  );
}

/** The levels of the hours before a moment. */
export async function takeLevelsBefore(code: string, hours: number, at: string): Promise<Answer<Levels>> {
  return ask<Levels>(() =>
    client.GET("/api/v1/systems/{code}/levels", { params: { path: { code }, query: { hours, at } } }),
  );
}

/** How long everybody was at each level; both days are part of it. */
export async function takeHours(
  code: string,
  from: string,
  to: string,
  by: Hours["by"],
): Promise<Answer<Hours>> {
  return ask<Hours>(() =>
    client.GET("/api/v1/systems/{code}/hours", { params: { path: { code }, query: { from, to, by } } }),
  );
}

/** Without a date: the 24 hours up to now. `system`: a code may be in two of the reader's, as in an exercise. */
export async function takeDay(system: string, code: string, date: string | null): Promise<Answer<UnitDay>> {
  const query = { system, ...(date !== null && { date }) };
  return ask<UnitDay>(() =>
    client.GET("/api/v1/organisations/{code}/day", { params: { path: { code }, query } }),
  );
}

export async function takeWhy(system: string, code: string, seq: number): Promise<Answer<Why>> {
  return ask<Why>(() =>
    client.GET("/api/v1/organisations/{code}/changes/{seq}", {
      params: { path: { code, seq }, query: { system } },
    }),
  );
}

export async function takeOrganisation(system: string, code: string): Promise<Answer<Organisation>> {
  return ask<Organisation>(() =>
    client.GET("/api/v1/organisations/{code}", { params: { path: { code }, query: { system } } }),
  );
}

export async function takeTogether(): Promise<Answer<Together>> {
  return ask<Together>(() => client.GET("/api/v1/together", {}));
}

export async function takeWays(system: string, code: string): Promise<Answer<Ways>> {
  return ask<Ways>(() =>
    client.GET("/api/v1/organisations/{code}/ways", { params: { path: { code }, query: { system } } }),
  );
}

export async function takeRefused(system: string, code: string): Promise<Answer<Refused[]>> {
  return ask<Refused[]>(() =>
    client.GET("/api/v1/organisations/{code}/refused", { params: { path: { code }, query: { system } } }),
  );
}

export async function takePack(pack: string, version: number): Promise<Answer<Pack>> {
  return ask<Pack>(() =>
    client.GET("/api/v1/packs/{pack}/{version}", { params: { path: { pack, version } } }),
  );
}

/** Every pack that is known, with where each is in force in a system. */
export async function takePacks(code: string): Promise<Answer<Packs>> {
  return ask<Packs>(() => client.GET("/api/v1/systems/{code}/packs", { params: { path: { code } } }));
}

/** A pack as it was reviewed. */
export async function takePackText(pack: string, version: number): Promise<Answer<PackText>> {
  return ask<PackText>(() =>
    client.GET("/api/v1/packs/{pack}/{version}/text", { params: { path: { pack, version } } }),
  );
}

/** What a version changes of another, in sentences. */
export async function takePackDifferences(
  pack: string,
  version: number,
  than: { id: string; version: number },
): Promise<Answer<PackDifferences>> {
  const query = { than: than.id, than_version: than.version };
  return ask<PackDifferences>(() =>
    client.GET("/api/v1/packs/{pack}/{version}/differences", { params: { path: { pack, version }, query } }),
  );
}

export async function takeConfiguration(code: string): Promise<Answer<Configuration>> {
  return ask<Configuration>(() =>
    client.GET("/api/v1/systems/{code}/configuration", { params: { path: { code } } }),
  );
}

/** A change of one list, or only what it would come to. Refused: 409 where the text has changed meanwhile. */
export async function changeConfiguration(
  code: string,
  body: ConfigurationChange,
): Promise<Answer<ConfigurationChanged>> {
  const path = { code };
  return ask<ConfigurationChanged>(() =>
    client.POST("/api/v1/systems/{code}/configuration", { params: { path }, body }),
  );
}

/** What a person does in the people loop. Refused: `detail` says why, in a sentence. */
export async function deed(code: string, body: Deed): Promise<Answer<DeedDone>> {
  const path = { code };
  return ask<DeedDone>(() => client.POST("/api/v1/systems/{code}/deeds", { params: { path }, body }));
}

export type MatterKind = "alert" | "card" | "declaration" | "handover" | "notice" | "shift";

/** Those that are open, and those closed within so many days (35 at most). */
export async function takeMatters(
  code: string,
  { kind, unit, closedDays = 0 }: { kind?: MatterKind[]; unit?: string; closedDays?: number } = {},
): Promise<Answer<{ matters: Matter[] }>> {
  const query = { closed_days: closedDays, ...(kind && { kind }), ...(unit !== undefined && { unit }) };
  return ask<{ matters: Matter[] }>(() =>
    client.GET("/api/v1/systems/{code}/matters", { params: { path: { code }, query } }),
  );
}

/** One matter whole, with every attempt of its pages. */
export async function takeMatter(code: string, matter: string): Promise<Answer<MatterWhole>> {
  return ask<MatterWhole>(() =>
    client.GET("/api/v1/systems/{code}/matters/{matter}", { params: { path: { code, matter } } }),
  );
}

export async function takeRota(code: string, days: number): Promise<Answer<Rota>> {
  return ask<Rota>(() =>
    client.GET("/api/v1/systems/{code}/rota", { params: { path: { code }, query: { days } } }),
  );
}

/** Lines of seat, person, starts_at, ends_at: all of them or none. */
export async function loadRota(code: string, csv: string): Promise<Answer<DeedDone>> {
  return ask<DeedDone>(() =>
    client.POST("/api/v1/systems/{code}/rota/csv", {
      params: { path: { code } },
      headers: { "Content-Type": "text/csv" },
      body: csv,
      bodySerializer: (text) => text,
    }),
  );
}

/** Where a handover is to be had on paper. */
export function handoverPdf(code: string, handover: string): string {
  return `/api/v1/systems/${encodeURIComponent(code)}/handovers/${encodeURIComponent(handover)}/pdf`;
}

/** What a link shows its one person. Opening it does nothing. */
export async function openLink(token: string): Promise<Answer<Opened>> {
  return ask<Opened>(() => client.GET("/api/v1/links/{token}", { params: { path: { token } } }));
}

export async function pressLink(token: string, body: LinkDeed): Promise<Answer<Opened>> {
  return ask<Opened>(() => client.POST("/api/v1/links/{token}", { params: { path: { token } }, body }));
}

function keepToken(answer: Answer<Session>): Answer<Session> {
  if (answer.ok) csrf = answer.value.csrf;
  return answer;
}

async function ask<T>(request: () => Promise<Fetched>): Promise<Answer<T>> {
  try {
    const { data, error, response } = await request();
    if (response.ok) return { ok: true, value: data as T };
    return refusalBy(response.status, error);
  } catch {
    return { ok: false, why: "unreachable", status: 0, detail: "" };
  }
}

/** What an answer that is no success says: `body` is a problem, if it is anything. */
export function refusalBy(status: number, body: unknown): Answer<never> {
  return { ok: false, why: refusalOf(status), status, detail: detailOf(body), errors: errorsOf(body) };
}

/** For the one request that is not made here. */
export function csrfToken(): string {
  return csrf;
}

function refusalOf(status: number): Refusal {
  if (status === 401) return "signed-out";
  if (status === 403) return "forbidden";
  if (status === 404) return "unknown";
  return status >= 500 ? "unreachable" : "refused";
}

function detailOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("detail" in error)) return "";
  return typeof error.detail === "string" ? error.detail : "";
}

/** What was wrong, field by field; empty where the whole was refused. */
function errorsOf(error: unknown): readonly FieldError[] {
  if (typeof error !== "object" || error === null || !("errors" in error)) return [];
  return Array.isArray(error.errors) ? (error.errors as FieldError[]) : [];
}
