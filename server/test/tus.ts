/** A client of the tus protocol as bare as can be, so that tests say each header themselves. */
import { request } from 'node:http';
import type { BootedApp } from './app.js';

/** Headers of one who has signed in. */
export type Session = Readonly<Record<string, string>>;

/** What an upload begins with. */
export interface Begin {
  readonly material: string;
  readonly name: string;
  readonly length: number;
  readonly sha256?: string;
  readonly role?: string;
  readonly replaces?: string;
}

/** Answer of the endpoint. */
export interface TusAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const VERSION = { 'tus-resumable': '1.0.0' };

/** `Upload-Metadata` of some values. */
export function metadataOf(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}

/** Sends any request to the endpoint. */
export async function tus(
  app: Pick<BootedApp, 'url'>,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: Uint8Array,
): Promise<TusAnswer> {
  const response = await fetch(`${app.url}${path}`, {
    method,
    headers: { ...VERSION, ...headers },
    ...(body && { body: body as never }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Begins an upload. */
export function begin(app: Pick<BootedApp, 'url'>, session: Session, upload: Begin): Promise<TusAnswer> {
  const { material, name, length, sha256, role, replaces } = upload;
  const metadata = metadataOf({ filename: name, material, sha256, role, replaces });
  return tus(app, 'POST', '/uploads', {
    ...session,
    'upload-length': String(length),
    'upload-metadata': metadata,
  });
}

/** Sends bytes. */
export function patch(
  app: Pick<BootedApp, 'url'>,
  session: Session,
  path: string,
  offset: number,
  bytes: Uint8Array,
  more: Readonly<Record<string, string>> = {},
): Promise<TusAnswer> {
  const headers = {
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
    ...session,
  };
  return tus(app, 'PATCH', path, { ...headers, ...more }, bytes);
}

/** How far an upload has come. */
export async function offsetOf(app: Pick<BootedApp, 'url'>, session: Session, path: string): Promise<number> {
  const { status, headers } = await tus(app, 'HEAD', path, session);
  if (status !== 200) throw new Error(`HEAD answered ${status}`);
  return Number(headers.get('upload-offset'));
}

/** Uploads a whole file at once; gives the last answer. */
export async function uploadWhole(
  app: Pick<BootedApp, 'url'>,
  session: Session,
  upload: Omit<Begin, 'length'>,
  bytes: Uint8Array,
): Promise<TusAnswer & { path: string }> {
  const begun = await begin(app, session, { ...upload, length: bytes.length });
  const path = begun.headers.get('location') ?? '';
  if (begun.status !== 201) return { ...begun, path };
  return { ...(await patch(app, session, path, 0, bytes)), path };
}

/** Opens a PATCH that sends only what it is told to, and may break off. */
export function openPatch(
  app: Pick<BootedApp, 'url'>,
  session: Session,
  path: string,
  offset: number,
  length: number,
) {
  const sending = request(`${app.url}${path}`, {
    method: 'PATCH',
    headers: {
      ...VERSION,
      ...session,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      'content-length': String(length),
    },
  });
  const answer = new Promise<number>((resolve) => {
    sending.on('response', (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    sending.on('error', () => resolve(0)); // the server has hung up
  });
  return {
    /** Status of the answer; 0 when the server hung up without one. */
    answer,
    send: (bytes: Uint8Array) => new Promise<void>((resolve) => sending.write(bytes, () => resolve())),
    breakOff: () => sending.destroy(),
  };
}
