/** Descriptions of experience that were handed in, for tests. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { ExperienceAddress } from '../src/council/experience/experience.entity.js';
import { Account } from '../src/directory/account.entity.js';
import { Person } from '../src/directory/person.entity.js';

/** Stores a description that waits for a meeting. */
export async function storeExperience(
  em: EntityManager,
  { id, person }: Account,
): Promise<ExperienceAddress> {
  const experience = em.create(ExperienceAddress, {
    owner: em.getReference(Account, id, { wrapped: true }),
    person: em.getReference(Person, person.id, { wrapped: true }),
    title: 'Вопрос раньше ответа',
  });
  experience.submit(null, new Date());
  await em.flush();
  return experience;
}
