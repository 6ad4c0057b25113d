import type { IncomingMessage } from 'node:http';

/** How long a client has to read why it is refused while it is still sending, milliseconds. */
const FAREWELL_MS = 2_000;

/** Throws away what a client still sends although it is refused, and hangs up when that takes long. */
export function hearOut(request: IncomingMessage): void {
  request.unpipe().removeAllListeners('data').resume();
  setTimeout(() => request.complete || request.destroy(), FAREWELL_MS).unref();
}
