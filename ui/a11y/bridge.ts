/** Serves the built pages, and answers their commands from a desk in memory: `POST /__ipc/<command>`. */

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { MemoryDesk } from '../testing/memory';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
const DIST = new URL('../dist', import.meta.url).pathname;

/** The policy of the program, but for the way in which commands travel. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface Bridge {
  url: string;
  /** The desk behind it; a test may put another in its place. */
  desk: MemoryDesk;
  close(): void;
}

async function call(desk: MemoryDesk, name: string, request: IncomingMessage): Promise<[number, unknown]> {
  let body = '';
  for await (const piece of request) body += String(piece);
  const method = name.replace(/_(\w)/g, (_, sign: string) => sign.toUpperCase()) as keyof MemoryDesk;
  const command = desk[method] as ((...given: unknown[]) => Promise<unknown>) | undefined;
  if (typeof command !== 'function') return [404, { code: 'not_found', message: name, retry: false, checks: [] }];
  try {
    // The bindings name the arguments in the order in which they are given.
    return [200, (await command(...Object.values(JSON.parse(body || '{}') as object))) ?? null];
  } catch (problem) {
    return [400, problem];
  }
}

export async function serve(desk: MemoryDesk): Promise<Bridge> {
  const bridge: Bridge = { url: '', desk, close: () => server.close() };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/__ipc/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const stop = bridge.desk.onChange((change) => response.write(`data: ${JSON.stringify(change)}\n\n`));
      request.on('close', stop);
      return;
    }
    if (path.startsWith('/__ipc/')) {
      const [status, body] = await call(bridge.desk, path.slice('/__ipc/'.length), request);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      return;
    }
    if (path === '/favicon.ico') {
      // Asked for by the browser itself, never by the pages.
      response.writeHead(204).end();
      return;
    }
    // An absolute path, made normal, cannot climb above the folder.
    const file = join(DIST, normalize(path === '/' ? '/index.html' : path));
    const bytes = await readFile(file).catch(() => null);
    if (!bytes) response.writeHead(404).end();
    else
      response
        .writeHead(200, {
          'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': POLICY,
        })
        .end(bytes);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  bridge.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return bridge;
}
