// A stand-in for the service while the board is built: one made-up system, told what to do by POST /dev.
import { createReadStream, existsSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { type WebSocket, WebSocketServer } from "ws";
import type { Snapshot } from "../src/api/types.ts";
import { ago, mkuh, rise, START, siteOf, snapshot, wire } from "./scene.ts";

const PORT = Number(process.env.PORT ?? 8600);
const WEB = join(import.meta.dirname, "../../app/web");
const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
const sockets = new Set<WebSocket>();
const opened = Date.now();
let signedIn = false;
let beating: "beats" | "unsure" | "silent" = "beats";
let head = 100;
let speed = 1;

const SYSTEMS: Record<string, Partial<Snapshot>> = {
  QHG: {},
  EXE: { stream: "EXE", mode: "exercise" },
  LVL: { stream: "LVL", mode: "live", disclosure: "level" },
  EMP: {
    stream: "EMP",
    mode: "live",
    tree: { code: "EMP", name: "A new system", timezone: "Europe/London", places: [], system_wide: [] },
    states: {},
    events: [],
  },
};

const now = () => wire(START + (Date.now() - opened) * speed);
const streams = () => [
  {
    code: "QHG",
    name: "Bedfordshire, Luton and Milton Keynes",
    mode: "simulated" as const,
    role: "room_lead",
  },
  { code: "EXE", name: "Strike-day exercise", mode: "exercise" as const, role: "viewer" },
];
const session = () => ({ name: "J Okoro", csrf: "token", streams: streams() });

function send(response: ServerResponse, status: number, body: unknown): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  response.writeHead(status, { "content-type": type }).end(body === undefined ? "" : JSON.stringify(body));
}

const problem = (status: number, code: string) => ({ type: "about:blank", title: code, status, code });

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", "http://local");
  const board = /^\/api\/v1\/systems\/(.+)\/board$/.exec(url.pathname)?.[1];
  if (url.pathname === "/dev") return obey(await textOf(request), response);
  if (url.pathname === "/api/v1/session") return answerSession(request, response);
  if (board) {
    const system = SYSTEMS[board];
    if (!signedIn) return send(response, 401, problem(401, "sign_in_first"));
    if (!system) return send(response, 404, problem(404, "unknown_system"));
    return send(response, 200, { ...snapshot({ at: now(), head }), ...system });
  }
  const file = join(WEB, url.pathname);
  const found = extname(file) !== "" && existsSync(file) ? file : join(WEB, "index.html");
  response.writeHead(200, {
    "content-type": TYPES[extname(found)] ?? "text/html",
    "content-security-policy": "default-src 'self'",
  });
  createReadStream(found).pipe(response);
});

async function answerSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === "POST") {
    const { password } = JSON.parse(await textOf(request));
    signedIn = password === "right";
    return send(response, signedIn ? 200 : 401, signedIn ? session() : problem(401, "sign_in_failed"));
  }
  if (request.method === "DELETE") {
    signedIn = request.headers["x-csrf-token"] !== "token";
    return send(response, signedIn ? 403 : 204, undefined);
  }
  return send(response, signedIn ? 200 : 401, signedIn ? session() : problem(401, "sign_in_first"));
}

const websockets = new WebSocketServer({ server });
websockets.on("connection", (socket) => {
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
  beat(socket);
});

function beat(socket: WebSocket): void {
  const heartbeat = {
    kind: "heartbeat",
    head,
    at: now(),
    assessed_through: now(),
    watching: 7,
    speed: String(speed),
  };
  const unsure = { kind: "unsure", at: now(), reason: "a timer is 14 s overdue" };
  if (beating !== "silent") socket.send(JSON.stringify(beating === "beats" ? heartbeat : unsure));
}
setInterval(() => sockets.forEach(beat), 1_000);

function obey(act: string, response: ServerResponse): void {
  if (act === "sign-out") signedIn = false;
  if (act === "beats" || act === "unsure" || act === "silent") beating = act;
  if (act === "cut") for (const socket of sockets) socket.terminate();
  if (act === "end-session") for (const socket of sockets) socket.close(4401);
  if (act === "fall") fall();
  if (act === "gap") head += 5;
  if (act.startsWith("speed ")) speed = Number(act.slice(6));
  send(response, 200, { head });
}

function fall(): void {
  const from = head++;
  const calmer = siteOf({
    ...{ unit: mkuh.unit, values: [41, 61, 104, 140, 9.2, 48, 97.2, 4.8, 13.9] },
    since: now(),
    previous: 4,
    v: head,
  });
  const event = {
    ...rise(head, mkuh.unit, 4, 3, 0, ["Majors 104 %"]),
    effective_at: now(),
    recorded_at: ago(0),
  };
  const frame = {
    kind: "frame",
    from,
    to: head,
    at: now(),
    mode: "simulated",
    events: [event],
    states: { [mkuh.unit]: calmer },
  };
  for (const socket of sockets) socket.send(JSON.stringify(frame));
}

server.listen(PORT, "127.0.0.1", () => console.log(`http://127.0.0.1:${PORT}`));
