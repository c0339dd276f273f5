/**
 * Keeps every file that the site has shown, so that it opens again without a server. The names and
 * hashes of all files come with it; a copy that does not match its hash is fetched anew.
 * What it does not know, such as the kernel's way to the notebooks, is left to JupyterLite's own.
 */
import type { FromKeeper, ToKeeper } from "./keeper";

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetched extends Extendable {
  readonly request: Request;
  readonly clientId: string;
  readonly resultingClientId: string;
  respondWith(response: Promise<Response>): void;
}

interface Asked extends Extendable {
  readonly data: ToKeeper;
  readonly source: { postMessage(message: FromKeeper): void } | null;
}

interface Client {
  postMessage(message: FromKeeper): void;
}

interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: {
    get(id: string): Promise<Client | undefined>;
    matchAll(): Promise<readonly Client[]>;
  };
  importScripts(...names: string[]): void;
  addEventListener(kind: "fetch", hear: (event: Fetched) => void): void;
  addEventListener(kind: "message", hear: (event: Asked) => void): void;
  addEventListener(kind: "activate", hear: (event: Extendable) => void): void;
  /** SHA-256 of each file, by its path in the site. */
  mathmlFiles: Record<string, string>;
}

const scope = self as unknown as Scope;
const KEPT = "mathml-files";
const HASH = "x-mathml-sha256";
/** What is looked at before it is shown: with these a page can say what else is wrong. */
const FIRST = /(\.html|^static\/site\/.*)$/;
/** What is kept for every reader, whatever they have opened so far. */
const SMALL = /^(files|api|embed|static\/site)\/|^(index|licences)\.html$|^favicon\.ico$/;

scope.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path === undefined) return;
  event.stopImmediatePropagation();
  event.respondWith(answer(event, path));
});

scope.addEventListener("message", (event) => {
  if (event.data?.kind === "keep") event.waitUntil(keep(event));
});

scope.addEventListener("activate", (event) => event.waitUntil(forgetTheUnknown()));

scope.importScripts("offline-files.js", "jupyterlite-service-worker.js");

/** The path of a file that we know, whatever query the request carries. */
function pathOf({ method, url }: { method: string; url: string }): string | undefined {
  const { origin, pathname } = new URL(url);
  const root = new URL(scope.registration.scope);
  if (method !== "GET" || origin !== root.origin || !pathname.startsWith(root.pathname)) return;
  const path = decodeURIComponent(pathname.slice(root.pathname.length)).replace(
    /(^|\/)$/,
    "$1index.html",
  );
  return Object.hasOwn(scope.mathmlFiles, path) ? path : undefined;
}

async function answer(event: Fetched, path: string): Promise<Response> {
  const client = event.clientId || event.resultingClientId;
  const kept = await read(path);
  if (kept) {
    const looked = isSound(kept.clone(), path);
    if (!FIRST.test(path)) {
      event.waitUntil(looked.then((sound) => (sound ? undefined : discard(path, client))));
      return kept;
    }
    if (await looked) return kept;
    await discard(path, client);
  }
  try {
    const response = await fetch(event.request);
    if (response.status === 200) event.waitUntil(store(path, response.clone()));
    return response;
  } catch (error) {
    await tell(client, { kind: "unreachable", path });
    if (event.request.mode === "navigate") return unreachable();
    throw error;
  }
}

/** The kept copy of a file, unless it belongs to an older site. */
async function read(path: string): Promise<Response | undefined> {
  const kept = await (await caches.open(KEPT)).match(path);
  return kept?.headers.get(HASH) === scope.mathmlFiles[path] ? kept : undefined;
}

async function isSound(response: Response, path: string): Promise<boolean> {
  return (await sha256(await response.arrayBuffer())) === scope.mathmlFiles[path];
}

async function store(path: string, response: Response): Promise<boolean> {
  const body = await response.arrayBuffer();
  const hash = await sha256(body);
  if (hash !== scope.mathmlFiles[path]) return false;
  const type = response.headers.get("content-type") ?? "application/octet-stream";
  const headers = { "content-type": type, [HASH]: hash };
  await (await caches.open(KEPT)).put(path, new Response(body, { headers }));
  return true;
}

async function discard(path: string, client: string): Promise<void> {
  await (await caches.open(KEPT)).delete(path);
  await tell(client, { kind: "damaged", path });
}

async function sha256(body: ArrayBuffer): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Keep what a page asks for, and what is small; tell it how far that has come. */
async function keep({ data, source }: Asked): Promise<void> {
  const known = Object.keys(scope.mathmlFiles);
  const asked = new Set(data.urls?.map((url) => pathOf({ method: "GET", url })));
  const wanted = known.filter((path) => !data.urls || SMALL.test(path) || asked.has(path));
  let [done, failed] = [0, 0];
  for (const path of wanted) {
    if (!(await read(path)) && !(await fetchAndStore(path))) failed++;
    done++;
    if (done % 20 === 0) source?.postMessage({ kind: "keeping", done, total: wanted.length });
  }
  source?.postMessage({ kind: "kept", total: wanted.length, failed });
}

async function fetchAndStore(path: string): Promise<boolean> {
  try {
    const response = await fetch(new URL(path, scope.registration.scope));
    return response.ok && (await store(path, response));
  } catch {
    return false;
  }
}

async function forgetTheUnknown(): Promise<void> {
  const cache = await caches.open(KEPT);
  const requests = await cache.keys();
  await Promise.all(requests.filter((one) => !pathOf(one)).map((one) => cache.delete(one)));
}

/** Tell who asked, and every page: a kernel asks from a worker of its own, which shows nothing. */
async function tell(client: string, message: FromKeeper): Promise<void> {
  const pages = await scope.clients.matchAll();
  for (const one of [await scope.clients.get(client), ...pages]) one?.postMessage(message);
}

function unreachable(): Response {
  const text = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Not reachable</title><link rel="icon" href="data:,">
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem">
<p role="alert">The server cannot be reached, and this page was not opened here before, so no copy of
it is kept. What you wrote is safe in this browser.</p>
<p><a href="${scope.registration.scope}">To the start</a></p>`;
  return new Response(text, { status: 503, headers: { "content-type": "text/html" } });
}
