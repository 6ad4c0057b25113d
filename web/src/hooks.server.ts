import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import { GRAPHQL_INTERNAL_URL } from '$app/env/private';
import { appearanceAttributes, appearanceCookie, readAppearance } from '#lib/appearance.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { makeClient } from '#lib/graphql/client.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { type Locale, localeOf } from '#lib/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';

type GraphQLInProcess = (request: Request) => Promise<Response>;

const locales = new AsyncLocalStorage<Locale>();
overwriteGetLocale(() => locales.getStore() ?? 'ru');

/** Titles and text: the fonts without which the first paint would jump. */
const firstFonts = /(golos-text|literata)-cyrillic\./;

export const handle: Handle = ({ event, resolve }) => {
  const locale = localeOf(event.url.pathname);
  const appearance = readAppearance(event.cookies.get(appearanceCookie));
  event.locals.appearance = appearance;
  event.locals.client = makeClient(event.fetch);
  return locales.run(locale, async () => {
    const viewer = await viewerOf(event);
    event.locals.viewer = viewer;
    const response = await resolve(event, {
      filterSerializedResponseHeaders: (name) => name === 'content-type',
      preload: (asset) => (asset.type === 'font' ? firstFonts.test(asset.filename) : asset.type !== 'asset'),
      transformPageChunk: ({ html }) =>
        html.replace('%lang%', locale).replace('%appearance%', appearanceAttributes(appearance)),
    });
    // whoever asks there for Turtle or JSON-LD gets no page
    if (event.route.id === '/themes' || event.route.id === '/themes/[slug]')
      response.headers.append('vary', 'Accept');
    // what a member saw stays in no cache, also after signing out
    if (viewer) response.headers.set('cache-control', 'private, no-store');
    return response;
  });
};

const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      id
      shortName
      roles {
        role
      }
    }
  }
`);

/** Who has signed in; a visitor without our cookie is not asked about, and a bank that is away knows nobody. */
async function viewerOf({ cookies, locals }: RequestEvent): Promise<App.Viewer | null> {
  if (!cookies.get('sid') && !cookies.get('__Host-sid')) return null;
  const { data } = await locals.client.query(ViewerQuery, {}).toPromise();
  if (!data?.viewer) return null;
  const { id, shortName, roles } = data.viewer;
  return { id, shortName, roles: roles.map(({ role }) => role) };
}

/** While a page is drawn on the server, GraphQL is a function call where it lives in this process. */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  if (new URL(request.url).pathname !== '/graphql') return fetch(request);
  const inProcess = (globalThis as Record<symbol, unknown>)[Symbol.for('metodbank.graphql')] as
    GraphQLInProcess | undefined;
  const forwarded = inProcess ? request : new Request(GRAPHQL_INTERNAL_URL, request);
  const cookie = event.request.headers.get('cookie');
  if (cookie) forwarded.headers.set('cookie', cookie);
  const agent = event.request.headers.get('user-agent');
  if (agent) forwarded.headers.set('user-agent', agent);
  // in the process only: over the network the API believes nobody's word on where a visitor sits
  if (inProcess) forwarded.headers.set('x-client-address', event.getClientAddress());
  const answer = await (inProcess ?? fetch)(forwarded);
  for (const line of answer.headers.getSetCookie()) passOn(event, line);
  return answer;
};

/** Gives the visitor a cookie of the API's answer as it is. */
function passOn({ cookies, url }: RequestEvent, line: string): void {
  const { name, value, ...options } = cookies.parse(line);
  if (name) cookies.set(name, value ?? '', { secure: url.protocol === 'https:', ...options, path: '/' });
}

export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind === 'app') return;
  if (kind === 'framework') {
    if (error.status === 413) return { message: m.error_too_large(), advice: m.error_too_large_text() };
    return error.status === 404 ? notFound() : undefined;
  }
  const reference = crypto.randomUUID().slice(0, 8);
  const reason = error instanceof Error ? error.stack : String(error);
  console.error(JSON.stringify({ level: 'error', reference, path: event.url.pathname, reason }));
  return { status: 500, message: m.error_internal(), advice: m.error_internal_text(), reference };
};
