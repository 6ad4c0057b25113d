import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CannotUnseal, SealedSecrets } from './sealed-secrets.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'metodbank-key-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

test('a secret opens for its owner alone, and never looks the same twice', async () => {
  const secrets = new SealedSecrets({ dataDir, secretKey: 'k'.repeat(32) });
  const sealed = await secrets.seal('totp 1', 'тайна');
  expect(await secrets.open('totp 1', sealed)).toBe('тайна');
  expect(await secrets.seal('totp 1', 'тайна')).not.toBe(sealed);
  await expect(secrets.open('totp 2', sealed)).rejects.toThrow(CannotUnseal);
  const last = sealed.at(-3) === 'x' ? 'y' : 'x';
  await expect(secrets.open('totp 1', `${sealed.slice(0, -3)}${last}${sealed.slice(-2)}`)).rejects.toThrow(
    CannotUnseal,
  );
  const other = new SealedSecrets({ dataDir, secretKey: 'n'.repeat(32) });
  await expect(other.open('totp 1', sealed)).rejects.toThrow('SECRET_KEY');
});

test('without a key of the deployment all processes of a data folder use one that nobody else reads', async () => {
  const processes = Array.from({ length: 8 }, () => new SealedSecrets({ dataDir, secretKey: undefined }));
  const sealed = await Promise.all(processes.map((secrets) => secrets.seal('totp 1', 'тайна')));
  for (const text of sealed) expect(await processes[0]!.open('totp 1', text)).toBe('тайна');
  const path = join(dataDir, 'secret.key');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, 'utf8')).toMatch(/^[\w-]{43}\n$/);
});
