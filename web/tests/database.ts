import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll } from 'vitest';
import { bank } from './bank.ts';

/** Runs a statement in the bank's database: for what no page can do. */
export async function sql<Row extends object>(
  text: string,
  values: unknown[] = [],
  database = bank().database,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Roles that the tests of this file have given: files share a bank, and some need a council as small as the demo's. */
const given: string[] = [];
afterAll(async () => {
  if (given.length > 0) await sql('delete from role_assignment where id = any ($1)', [given.splice(0)]);
});

/**
 * Signs a person of the demo bank in; makes the account where there is none.
 * @param slug last part of the address of the author's page
 * @param roles roles for the whole bank that the account shall hold while the tests of the file run
 * @returns the cookie for a browser context
 */
export async function signedIn(
  slug: string,
  roles: readonly string[] = [],
): Promise<{ name: string; value: string; url: string }> {
  const [account] = await sql<{ id: string }>(
    `insert into account (id, created_at, updated_at, email, person_id, email_confirmed_at)
     select gen_random_uuid(), now(), now(), $1, p.id, now() from person p where p.slug = $2
     on conflict (person_id) do update set updated_at = now() returning id`,
    [`${randomUUID()}@school.example`, slug],
  );
  if (!account) throw new Error(`The demo bank has no person ${slug}.`);
  for (const role of roles) {
    const id = randomUUID();
    await sql(
      `insert into role_assignment (id, created_at, updated_at, account_id, role) values ($1, now(), now(), $2, $3)`,
      [id, account.id, role],
    );
    given.push(id);
  }
  const token = randomBytes(32).toString('base64url');
  await sql(
    `insert into session (id, token_hash, account_id, expires_at)
     values (gen_random_uuid(), $1, $2, now() + interval '1 hour')`,
    [createHash('sha256').update(token).digest('hex'), account.id],
  );
  return { name: 'sid', value: token, url: bank().url };
}
