import type { EntityManager } from '@mikro-orm/postgresql';

const COLUMN = { material: 'material_id', experience: 'experience_id', theme: 'theme_id' } as const;

/** Whether a meeting is to be held, or its protocol to be signed, in SQL over the alias of `meeting`. */
export const isAwaited = (meeting: string): string =>
  `${meeting}.status not in ('PROTOCOL_SIGNED', 'CANCELLED')`;

/** Whether a thing waits on the agenda of a meeting that is to be held, or whose protocol is to be signed. */
export async function isOnAgenda(em: EntityManager, what: keyof typeof COLUMN, id: string): Promise<boolean> {
  const [matter] = await em.execute<unknown[]>(
    `select 1 from agenda_item i join meeting m on m.id = i.meeting_id
     where i.${COLUMN[what]} = ? and ${isAwaited('m')} limit 1`,
    [id],
  );
  return matter !== undefined;
}
