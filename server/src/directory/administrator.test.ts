import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../test/app.js';
import { buildAccount } from '../../test/members.js';
import { PlainError } from '../platform/plain-error.js';
import { hasAdministrator, makeAdministrator } from './administrator.js';
import { hashPassword } from './password.js';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

const make = (wish: Parameters<typeof makeAdministrator>[1]) => makeAdministrator(app.orm.em.fork(), wish);
const rolesOf = async (email: string, password: string) => {
  const { headers } = await app.gql('mutation ($input: SignInInput!) { signIn(input: $input) }', {
    input: { email, password },
  });
  const cookie = headers.getSetCookie().map((line) => line.split(';')[0]);
  const { data } = await app.gql('{ viewer { roles { role } } }', {}, { cookie: cookie.join('; ') });
  return (data.viewer?.roles as { role: string }[] | undefined)?.map(({ role }) => role) ?? null;
};

test('a new administrator signs in with the password that was made up for it', async () => {
  expect(await hasAdministrator(app.orm.em.fork())).toBe(false);
  const { email, password } = await make({ email: ' Bank@School.Example ', name: 'Лосева Вера Ильинична' });
  expect(email).toBe('bank@school.example');
  expect(password).toMatch(/^[\w-]{16}$/);
  expect(await rolesOf(email, password!)).toContain('ADMIN');
  expect(await hasAdministrator(app.orm.em.fork())).toBe(true);
});

test('a password that the deployment gives is not told again', async () => {
  const made = await make({ email: 'second@school.example', password: 'Двенадцать знаков' });
  expect(made).toEqual({ email: 'second@school.example' });
  expect(await rolesOf('second@school.example', 'Двенадцать знаков')).toContain('ADMIN');
});

test('who has an account already keeps the password and gets the role', async () => {
  const em = app.orm.em.fork();
  const passwordHash = await hashPassword('Пароль учителя 7');
  const { email } = Object.assign(buildAccount(em), { passwordHash });
  await em.flush();
  expect(await make({ email })).toEqual({ email });
  expect(await rolesOf(email, 'Пароль учителя 7')).toContain('ADMIN');
});

test('a blocked account and a name without a first name are refused in plain words', async () => {
  const em = app.orm.em.fork();
  const { email } = Object.assign(buildAccount(em), { blockedAt: new Date() });
  await em.flush();
  await expect(make({ email })).rejects.toThrow(PlainError);
  await expect(make({ email: 'third@school.example', name: 'Лосева' })).rejects.toThrow(/Фамилия Имя/);
});
