/** What one who registers says of themselves, whichever way they came. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { InvalidInput } from '../../platform/errors.js';
import { optionalLine, requiredLine } from '../../platform/plain-text.js';
import { ConsentKind } from '../consents/consent.entity.js';
import { Organization } from '../organization.entity.js';

const NAME = 100;
const POST = 200;

/** A name as a form has it. */
interface TypedName {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic?: string | null;
}

/** A person as a form has them. */
export interface TypedPerson extends TypedName {
  readonly position?: string | null;
}

/** How a name is read, for `readTogether`. */
export const nameReads = (input: TypedName) => ({
  lastName: () => requiredLine('lastName', input.lastName, NAME),
  firstName: () => requiredLine('firstName', input.firstName, NAME),
  patronymic: () => optionalLine('patronymic', input.patronymic, NAME),
});

/** How the lines of a person are read, for `readTogether`. */
export const personReads = (input: TypedPerson) => ({
  ...nameReads(input),
  position: () => optionalLine('position', input.position, POST),
});

/** @throws InvalidInput without the consent to processing */
export function requireProcessing(consents: readonly ConsentKind[]): readonly ConsentKind[] {
  if (consents.includes(ConsentKind.PROCESSING)) return consents;
  throw new InvalidInput({ consents: NEEDS_PROCESSING });
}

/**
 * The place of work by its slug; null without one.
 * @throws InvalidInput for a slug that is nobody's
 */
export async function workplaceOf(
  em: EntityManager,
  slug: string | null | undefined,
): Promise<Organization | null> {
  if (!slug) return null;
  const organization = await em.findOne(Organization, { slug });
  if (!organization) throw new InvalidInput({ organization: 'unknown' });
  return organization;
}

const NEEDS_PROCESSING = {
  ru: 'без согласия на обработку персональных данных учётную запись завести нельзя',
  en: 'there is no account without the consent to the processing of personal data',
};
