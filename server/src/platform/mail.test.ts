import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Mail } from './mail.js';

const received: string[] = [];
let refuse = false;
let server: SMTPServer;
let port: number;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refuse ? new Error('no such mailbox') : undefined),
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        received.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.server.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const letter = { to: 'anna@school.example', subject: 'Новое', text: 'Здравствуйте!' };
const logged: object[] = [];
const log = { info: (fields: object) => void logged.push(fields) } as never;
const bySmtp = () =>
  new Mail({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Методбанк <bank@bank.example>' }, log);

test('a letter reaches the mail server with the page that ends such letters', async () => {
  const mail = bySmtp();
  await mail.send({ ...letter, unsubscribe: 'https://bank.example/my/notifications' });
  mail.close();
  expect(received[0]).toContain('To: anna@school.example');
  expect(received[0]).toContain('List-Unsubscribe: <https://bank.example/my/notifications>');
  expect(received[0]).toMatch(/Auto-Submitted: auto-generated/i);
  expect(logged).toEqual([]);
});

test('a subject with a line break adds no line to the head', async () => {
  const mail = bySmtp();
  await mail.send({ ...letter, subject: 'a\r\nBcc: all@school.example' });
  mail.close();
  expect(received.at(-1)).not.toMatch(/^Bcc:/m);
});

test('a refusal of the mail server is an error, so that a job tries again', async () => {
  refuse = true;
  const mail = bySmtp();
  await expect(mail.send(letter)).rejects.toThrow('no such mailbox');
  mail.close();
  refuse = false;
});

test('without a mail server the letter stays in the log', async () => {
  await new Mail({ smtpUrl: undefined, from: 'bank@bank.example' }, log).send(letter);
  expect(logged).toEqual([letter]);
});
