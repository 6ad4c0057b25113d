/** Codes for when the authenticator app is lost: each works once, the bank keeps their hashes alone. */
import { createHash, randomInt } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';

const COUNT = 10;
/** 16 of 32 letters are 80 bits: too many to be guessed from a hash. */
const GROUPS = 4;
const GROUP = 4;
/** Crockford's letters: none is taken for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** What people type for them, with the Cyrillic letters that look alike. */
const MEANT: Readonly<Record<string, string>> = {
  ...{
    O: '0',
    I: '1',
    L: '1',
    А: 'A',
    В: 'B',
    Е: 'E',
    К: 'K',
    М: 'M',
    Н: 'H',
    О: '0',
    Р: 'P',
    С: 'C',
    Т: 'T',
  },
  ...{ Х: 'X', У: 'Y', З: '3' },
};

/**
 * Gives an account new codes; earlier ones are dead.
 * @returns the codes, which are shown once
 */
export async function issueRecoveryCodes(em: EntityManager, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode);
  await em.execute('delete from recovery_code where account_id = ?', [accountId]);
  await em.execute(
    'insert into recovery_code (account_id, code_hash) select ?, unnest(string_to_array(?, $$,$$))',
    [accountId, codes.map(hashOf).join(',')],
  );
  return codes;
}

/** Uses a code up, however it is typed; of parallel tries one gets true. */
export async function useRecoveryCode(em: EntityManager, accountId: string, typed: string): Promise<boolean> {
  const gone = await em.execute<object[]>(
    'delete from recovery_code where account_id = ? and code_hash = ? returning code_hash',
    [accountId, hashOf(typed)],
  );
  return gone.length === 1;
}

function newCode(): string {
  const group = () => Array.from({ length: GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

function hashOf(code: string): string {
  const letters = [
    ...code
      .normalize('NFC')
      .toUpperCase()
      .replace(/[\s–—-]/g, ''),
  ];
  return createHash('sha256')
    .update(letters.map((letter) => MEANT[letter] ?? letter).join(''))
    .digest('hex');
}
