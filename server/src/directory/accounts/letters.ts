import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobOptions, Jobs } from '../../platform/jobs.js';
import type { Letter, Mail } from '../../platform/mail.js';

const SEND = 'letters.send';

/** How letters are sent: a mail server that is away for a day loses none (F20), and none is kept once it has left. */
export const PATIENT: JobOptions = {
  ...{ tries: 40, pause: 15, longestPause: 3600 },
  ...{ limit: 60, concurrency: 2, kept: 60 },
};

/** Letters that belong to a change: they are on their way when the change is there, and not without it. */
export class Letters {
  constructor(private readonly jobs: Jobs) {}

  /** Says how letters are sent. */
  static define(jobs: Jobs, mail: Mail): void {
    jobs.define<Letter>(SEND, PATIENT, (letter) => mail.send(letter));
  }

  /** Sends a letter in the transaction of a manager. */
  async send(em: EntityManager, letter: Letter): Promise<void> {
    await this.jobs.send(SEND, letter, { em });
  }
}
