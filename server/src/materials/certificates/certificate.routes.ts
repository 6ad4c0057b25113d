import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { contentDisposition } from '../content-disposition.js';
import { CertificateStatus } from './certificate-enums.js';
import { CertificateReads, checkUrl } from './certificate.reads.js';
import { readCheckCode } from './check-code.js';

/** What the route stands on. */
export interface CertificateRoutesOptions {
  readonly pool: Pool;
  /** Address of the bank, for the QR code. */
  readonly publicUrl: string;
}

/** Sheets that one address may ask for in a minute: drawing one takes as long as twenty pages. */
const SHEETS_A_MINUTE = 60;
/** Browsers draw a PDF by a part of their own, which a sandbox would forbid; a PDF runs nothing in our origin. */
const PDF_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** Adds `/certificates/<check code>.pdf`. */
export async function certificateRoutes(
  app: FastifyInstance,
  { pool, publicUrl }: CertificateRoutesOptions,
): Promise<void> {
  const certificates = new CertificateReads(pool);
  app.route<{ Params: { code: string } }>({
    method: ['GET', 'HEAD'],
    url: '/certificates/:code.pdf',
    config: { rateLimit: { max: SHEETS_A_MINUTE, timeWindow: '1 minute' } },
    handler: async (request, reply) => {
      const code = readCheckCode(request.params.code);
      const certificate = code && (await certificates.byCode(code));
      reply.header('x-robots-tag', 'noindex');
      if (!certificate) return refuse(request, reply, 404, publicUrl);
      if (certificate.status === CertificateStatus.ANNULLED)
        return refuse(request, reply, 410, checkUrl(publicUrl, certificate.checkCode));
      const { drawCertificate } = await import('./certificate-sheet.js'); // what draws a PDF is large
      const sheet = await drawCertificate(certificate, checkUrl(publicUrl, certificate.checkCode));
      const etag = `"${createHash('sha256').update(sheet).digest('base64url')}"`;
      reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply
        .type('application/pdf')
        .header(
          'content-disposition',
          contentDisposition('inline', `Свидетельство ${certificate.number}.pdf`),
        )
        .header('content-security-policy', PDF_VIEWER)
        .header('x-frame-options', 'SAMEORIGIN')
        .send(sheet);
    },
  });
}

/** Says in plain text why there is no sheet, and where to look. */
function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: 404 | 410,
  address: string,
): FastifyReply {
  const text = {
    404: {
      ru: `Такого свидетельства нет. Проверьте код: ${address}/check`,
      en: `There is no such certificate. Check the code: ${address}/check`,
    },
    410: {
      ru: `Свидетельство аннулировано. Причина: ${address}`,
      en: `The certificate has been annulled. The reason: ${address}`,
    },
  }[status][request.scope.locale];
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(`${text}\n`);
}
