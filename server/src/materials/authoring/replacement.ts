/** Materials that are named by whoever types: most of all those to read instead of others. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { InvalidInput } from '../../platform/errors.js';
import { isUuid } from '../../platform/uuid.js';
import { Material } from '../material.entity.js';

/**
 * What to read instead of a material that is to be withdrawn; null where nothing was typed.
 * @param typed a registration number, slug or public address
 * @throws InvalidInput for what is not public, or is the material itself
 */
export async function replacementFor(
  em: EntityManager,
  withdrawn: { id: string },
  typed: string | null | undefined,
): Promise<Material | null> {
  if (!typed?.trim()) return null;
  const other = await em.findOne(Material, namedBy(typed), { populate: ['publishedVersion'] });
  if (!other?.isPublic) throw new InvalidInput({ replacedBy: NOT_PUBLIC });
  if (other.id === withdrawn.id) throw new InvalidInput({ replacedBy: ITSELF });
  return other;
}

/** The material that is named by its id, registration number, slug or public address. */
export function namedBy(typed: string) {
  if (isUuid(typed)) return { id: typed };
  const named = typed.trim();
  const [, slug] = /\/materials\/([^/?#]+)/.exec(named) ?? [];
  return slug ? { slug } : { $or: [{ registrationNumber: named.toUpperCase() }, { slug: named }] };
}

/** What is said of one that is not public. */
export const NOT_PUBLIC = {
  ru: 'такого опубликованного материала нет: проверьте номер или адрес',
  en: 'there is no such published material: check the number or the address',
};
const ITSELF = {
  ru: 'это тот же материал: укажите другой или оставьте поле пустым',
  en: 'this is the same material: name another one, or leave the field empty',
};
