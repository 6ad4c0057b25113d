/** The administrator whom the deployment itself names: everybody else is invited or signs up. */
import { randomBytes } from 'node:crypto';
import { ref, type EntityManager } from '@mikro-orm/postgresql';
import { AuditEvent } from '../platform/audit-event.entity.js';
import { PlainError } from '../platform/plain-error.js';
import { freeSlug } from '../platform/slug.js';
import { Account } from './account.entity.js';
import { IN_FORCE } from './directory.sql.js';
import { hashPassword } from './password.js';
import { Person } from './person.entity.js';
import { parsePersonName, type PersonName } from './person-name.js';
import { RoleAssignment } from './role-assignment.entity.js';
import { Role } from './role.js';
import { normalEmail } from './sign-in.service.js';

/** Whom the deployment names. */
export interface AdministratorWish {
  readonly email: string;
  /** «Фамилия Имя Отчество». */
  readonly name?: string | undefined;
  /** Without one a password is made up. */
  readonly password?: string | undefined;
}

/** What was done for an administrator. */
export interface AdministratorMade {
  readonly email: string;
  /** The password that was made up; kept nowhere else, so it is shown once. */
  readonly password?: string;
}

const UNNAMED: PersonName = { lastName: 'Администратор', firstName: 'Банка', patronymic: null };

/** Whether somebody may administer the bank today. */
export async function hasAdministrator(em: EntityManager): Promise<boolean> {
  const found = await em.execute(
    `select from role_assignment r join account a on a.id = r.account_id
     where r.role = 'ADMIN' and a.blocked_at is null and ${IN_FORCE} limit 1`,
  );
  return found.length > 0;
}

/**
 * Makes an administrator of the one who has an address: an account that is there gets the role and keeps its
 * password, a new one is made with the person behind it.
 * @throws PlainError when the account is blocked, or the name has no first name
 */
export async function makeAdministrator(
  em: EntityManager,
  { email, name, password }: AdministratorWish,
): Promise<AdministratorMade> {
  const address = normalEmail(email);
  const known = await em.findOne(Account, { email: address });
  if (known?.blockedAt)
    throw new PlainError(
      `Запись ${address} заблокирована: назовите другой адрес (the account is blocked: name another address)`,
    );
  const made = known ? undefined : (password ?? randomBytes(12).toString('base64url'));
  const account = known ?? (await newAccount(em, address, nameOf(name), made!));
  // whoever holds the machine vouches for the address
  account.emailConfirmedAt ??= new Date();
  em.create(RoleAssignment, {
    account: ref(account),
    role: Role.ADMIN,
    basis: 'назначен при запуске банка',
  });
  em.create(AuditEvent, {
    ...{ actor: 'system', action: 'account.administrator', subjectType: 'account', subjectId: account.id },
  });
  await em.flush();
  return { email: address, ...(made && !password && { password: made }) };
}

async function newAccount(
  em: EntityManager,
  email: string,
  name: PersonName,
  password: string,
): Promise<Account> {
  const slug = await freeSlug(`${name.lastName} ${name.firstName}`, async (wanted) =>
    Boolean(await em.count(Person, { slug: wanted })),
  );
  const person = em.create(Person, { ...name, slug, visibility: {} });
  return em.create(Account, { email, person: ref(person), passwordHash: await hashPassword(password) });
}

function nameOf(text: string | undefined): PersonName {
  if (!text) return UNNAMED;
  const name = parsePersonName(text);
  if (name) return name;
  throw new PlainError(
    `Имя администратора – «Фамилия Имя Отчество», а не «${text}» (give the surname and the first name)`,
  );
}
