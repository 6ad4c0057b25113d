import type { EntityManager } from '@mikro-orm/postgresql';
import type { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { PUBLIC_THEME } from '../../vocabulary/vocabulary.sql.js';
import type { MaterialCall } from './call.entity.js';

/** Characters of the text that a notification begins with. */
const BEGINNING = 200;

/** Tells those who follow the theme of a call, or a broader one, that the council waits; each once. */
export async function tellFollowersOfCall(
  em: EntityManager,
  call: MaterialCall,
  theme: PriorityTheme,
): Promise<void> {
  await em.execute(
    `with recursive above as (
       select t.id, t.broader_id from priority_theme t where t.id = ?
       union select t.id, t.broader_id from priority_theme t join above on t.id = above.broader_id
       where ${PUBLIC_THEME})
     insert into notification (id, account_id, kind, path, subject, detail, key, created_at)
     select distinct on (f.account_id) gen_random_uuid(), f.account_id, 'CALL_OPENED', ?, ?, ?, ?, now()
     from follow f join above on above.id = f.target_id where f.kind = 'THEME' and f.account_id <> ?
     on conflict (account_id, key) do nothing`,
    [
      theme.id,
      `/calls/${call.id}`,
      theme.title,
      call.text.replace(/\s+/g, ' ').slice(0, BEGINNING),
      `call:${call.id}`,
      call.openedBy.id,
    ],
  );
}
