/**
 * The same commands over HTTP: in a plain browser `POST /__ipc/<command>` stands where the program would. The tests of
 * the pages in Chromium use it; the program itself never does.
 */

export function carryOverHttp(): void {
  const invoke = async (command: string, given: Record<string, unknown> = {}): Promise<unknown> => {
    const answer = await fetch(`/__ipc/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
    });
    const body: unknown = await answer.json();
    if (!answer.ok) throw body;
    return body;
  };
  Object.assign(window, { __TAURI_INTERNALS__: { invoke } });
}

/** Changes told by the server, one message each. */
export function listenOverHttp<T>(tell: (message: T) => void): () => void {
  const source = new EventSource('/__ipc/events');
  source.onmessage = (event: MessageEvent<string>) => tell(JSON.parse(event.data) as T);
  return () => source.close();
}
