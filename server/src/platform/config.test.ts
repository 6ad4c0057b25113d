import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, SECRETS, environmentSchema, readConfig } from './config.js';
import { PROJECT_ROOT } from './project-root.js';

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe('configuration', () => {
  test('an empty environment is enough', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      seedDemo: true,
      publicApi: true,
    });
    expect(config.dataDir).toBe(join(PROJECT_ROOT, 'data'));
    expect(config.databaseUrl).toBeUndefined();
    expect(config.s3).toBeUndefined();
  });

  test('every fault is told at once, in plain words', () => {
    const faults = faultsOf({
      PORT: 'abc',
      PUBLIC_URL: 'bank.ru',
      SEED_DEMO: 'yes',
      S3_BUCKET: 'b',
      TRUST_PROXY: 'all',
    });
    expect(faults).toHaveLength(5);
    expect(faults.join('\n')).toMatch(/PORT: нужно целое число от 0 до 65535 .*«abc»/);
    expect(faults.join('\n')).toMatch(/S3_ENDPOINT, S3_ACCESS_KEY, S3_SECRET_KEY: нужны вместе с S3_BUCKET/);
  });

  test('an outside service is named as a whole, and over https but on this computer', () => {
    expect(faultsOf({ OIDC_ISSUER: 'http://id.example.ru', OIDC_CLIENT_ID: 'bank' }).join('\n')).toMatch(
      /OIDC_ISSUER: нужен адрес с https.*\nOIDC_CLIENT_SECRET: нужны вместе с OIDC_ISSUER, OIDC_CLIENT_ID/,
    );
    const parts = { OIDC_CLIENT_ID: 'bank', OIDC_CLIENT_SECRET: 'secret' };
    expect(readConfig({ ...parts, OIDC_ISSUER: 'http://localhost:8080/realm' }).oidc).toMatchObject({
      ...{ issuer: 'http://localhost:8080/realm', name: 'localhost' },
    });
    expect(readConfig({}).oidc).toBeUndefined();
  });

  test('a fault of a secret does not show the secret', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://root:hunter2@host' }).join()).not.toContain('hunter2');
  });

  test('a secret may come from a file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'key');
    writeFileSync(path, 'abc\n');
    expect(readConfig({ MEILI_API_KEY_FILE: path }).meili.apiKey).toBe('abc');
    expect(faultsOf({ MEILI_API_KEY_FILE: `${path}.missing` }).join()).toContain('MEILI_API_KEY_FILE');
  });

  test('a variable set to nothing counts as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' }).port).toBe(3000);
  });

  test('.env.example explains exactly the names that are read', () => {
    const example = readFileSync(join(PROJECT_ROOT, '.env.example'), 'utf8');
    const names = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]).sort();
    expect(names).toEqual(Object.keys(environmentSchema.shape).sort());
    for (const secret of SECRETS) expect(example).toContain(`${secret}_FILE`);
  });
});
