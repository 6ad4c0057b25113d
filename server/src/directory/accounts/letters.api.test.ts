import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildAccount } from '../../../test/members.js';
import { hashPassword } from '../password.js';

const PASSWORD = 'Синий кит в пруду';
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  // the bank first: it holds its line to the mail server open
  for (const close of closing.splice(0)) await close();
});

async function bootWith(port: number): Promise<BootedApp> {
  const mail = { smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Методбанк <bank@bank.example>' };
  const app = await bootApp({ config: { mail } });
  closing.push(() => app.close());
  return app;
}

async function member(app: BootedApp): Promise<string> {
  const em = app.orm.em.fork();
  const { email } = Object.assign(buildAccount(em), { passwordHash: await hashPassword(PASSWORD) });
  await em.flush();
  return email;
}

const askForReset = (app: BootedApp, email: string) =>
  app.gql('mutation ($email: String!) { requestPasswordReset(email: $email) }', { email });
const enter = (app: BootedApp, email: string) =>
  app.gql('mutation ($input: SignInInput!) { signIn(input: $input) }', {
    input: { email, password: PASSWORD },
  });
const waiting = async (app: BootedApp) =>
  (await app.jobs.counts()).filter(({ job, state }) => job === 'accounts.link' && state === 'waiting');

/** A mail server that takes all letters. */
async function mailServer(port: number): Promise<string[]> {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      received.push(...session.envelope.rcptTo.map(({ address }) => address));
      stream.resume().on('end', () => done());
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return received;
}

/** A server that listens and says nothing. */
async function silentServer(): Promise<{ port: number; server: Server; callers: Socket[] }> {
  const callers: Socket[] = [];
  const server = createServer((socket) => void callers.push(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, callers, port: (server.address() as AddressInfo).port };
}
const closed = (server: Server) => new Promise((resolve) => server.close(resolve));

test('F20: while the mail server is down letters wait, people sign in, and the letter comes once later', async () => {
  const { server, port } = await silentServer();
  await closed(server); // nobody listens there now
  const app = await bootWith(port);
  const email = await member(app);
  expect((await askForReset(app, email)).data).toEqual({ requestPasswordReset: true });
  expect(await app.jobs.drain()).toBe(1);
  expect((await enter(app, email)).data).toEqual({ signIn: true });
  expect(await waiting(app)).toEqual([{ job: 'accounts.link', state: 'waiting', count: 1 }]);
  const received = await mailServer(port);
  await app.jobs.drain({ early: true });
  expect(received).toEqual([email]);
  expect(await waiting(app)).toEqual([]);
});

test('F20: a mail server that hangs holds nobody up but the letter', async () => {
  const { server, port, callers } = await silentServer();
  const app = await bootWith(port);
  const email = await member(app);
  await askForReset(app, email);
  const called = new Promise((resolve) => server.once('connection', resolve));
  const sending = app.jobs.drain();
  await called;
  expect((await enter(app, email)).data).toEqual({ signIn: true });
  expect((await askForReset(app, 'nobody@school.example')).data).toEqual({ requestPasswordReset: true });
  for (const caller of callers) caller.destroy();
  await Promise.all([closed(server), sending]);
  const received = await mailServer(port);
  await app.jobs.drain({ early: true });
  expect(received).toEqual([email]);
});
