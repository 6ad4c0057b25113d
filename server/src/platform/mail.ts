/** Letters to people: by SMTP where a server is named, into the log where none is, so that a trial needs no mailbox. */
import type { Transporter } from 'nodemailer';
import type { Logger } from 'pino';
import type { Config } from './config.js';

/** A letter of plain text. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Page on which the reader ends such letters; mail programs offer it as a button. */
  readonly unsubscribe?: string;
}

/** Longest wait for the mail server, milliseconds. */
const PATIENCE_MS = 20_000;

/** Sends letters. */
export class Mail {
  private transporter: Transporter | undefined;

  constructor(
    private readonly config: Config['mail'],
    private readonly log: Pick<Logger, 'info'>,
  ) {}

  /**
   * Sends a letter.
   * @throws Error when the mail server refuses it or does not answer; a job tries again
   */
  async send({ to, subject, text, unsubscribe }: Letter): Promise<void> {
    const { smtpUrl, from } = this.config;
    if (!smtpUrl) {
      this.log.info({ to, subject, text }, 'no mail server is set: the letter stays here');
      return;
    }
    const transporter = (this.transporter ??= await open(smtpUrl));
    await transporter.sendMail({
      ...{ from, to, subject, text },
      ...(unsubscribe && { list: { unsubscribe } }),
      // answering machines leave such letters alone (RFC 3834)
      headers: { 'auto-submitted': 'auto-generated' },
    });
  }

  /** Lets go of the mail server. */
  close(): void {
    this.transporter?.close();
  }
}

async function open(smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer'); // seldom needed, and not at the start
  const { hostname, port, protocol, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  return createTransport({
    ...{ host: hostname, port: Number(port) || (secure ? 465 : 25), secure, pool: true, maxConnections: 2 },
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
    // whatever a letter names is text: nothing is read from disk or fetched for it
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
}
