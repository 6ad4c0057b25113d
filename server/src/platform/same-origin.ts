import type { FastifyRequest } from 'fastify';
import { Forbidden } from './errors.js';

/**
 * Refuses what another site's page sent: by the browser's own word where it gives one, otherwise by the origin, as
 * no program but a browser sends it.
 * @param publicUrl address that visitors see
 * @returns throws Forbidden for such a request
 */
export function sameOriginOnly(publicUrl: string): (request: FastifyRequest) => void {
  const ownOrigin = new URL(publicUrl).origin;
  return ({ headers }) => {
    const site = headers['sec-fetch-site'];
    const { origin, host } = headers;
    const foreign =
      site === undefined
        ? origin !== undefined &&
          origin !== ownOrigin &&
          (!URL.canParse(origin) || new URL(origin).host !== host)
        : site !== 'same-origin' && site !== 'none';
    if (!foreign) return;
    throw new Forbidden({
      ru: 'Запросы со страниц других сайтов не принимаются.',
      en: 'Requests from pages of other sites are refused.',
    });
  };
}
