import type { FastifyInstance } from 'fastify';
import { contentDisposition } from '../../materials/content-disposition.js';
import type { Actor } from '../../platform/actor.js';
import type { ProtocolService } from './protocol.service.js';

/** What the routes stand on. */
export interface ProtocolRoutesOptions {
  readonly protocols: ProtocolService;
  /** Tells by the cookies who asks. */
  readonly authenticate: (cookies: string | undefined) => Promise<Actor>;
}

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

/** Adds `/protocols/{meeting}.docx` and `.pdf`, for those who have a part in the council's work. */
export async function protocolRoutes(
  app: FastifyInstance,
  { protocols, authenticate }: ProtocolRoutesOptions,
): Promise<void> {
  for (const format of ['docx', 'pdf'] as const)
    app.get<{ Params: { meeting: string } }>(
      `/protocols/:meeting.${format}`,
      { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } },
      async (request, reply) => {
        const actor = await authenticate(request.headers.cookie);
        const { name, bytes } = await protocols.sheets(actor, request.params.meeting, format);
        return reply
          .header('cache-control', 'private, no-store')
          .type(TYPES[format])
          .header('content-disposition', contentDisposition('attachment', name))
          .send(bytes);
      },
    );
}
