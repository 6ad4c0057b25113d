import type { EntityManager } from '@mikro-orm/postgresql';
import type { Jobs } from '../../platform/jobs.js';
import type { Letter, Mail } from '../../platform/mail.js';

const SEND = 'letters.send';

/** Letters that belong to a change: they are on their way when the change is there, and not without it. */
export class Letters {
  constructor(private readonly jobs: Jobs) {}

  /** Says how letters are sent. A mail server that is away for a day loses none (F20). */
  static define(jobs: Jobs, mail: Mail): void {
    jobs.define<Letter>(
      SEND,
      { tries: 40, pause: 15, longestPause: 3600, limit: 60, concurrency: 2, kept: 60 },
      (letter) => mail.send(letter),
    );
  }

  /** Sends a letter in the transaction of a manager. */
  async send(em: EntityManager, letter: Letter): Promise<void> {
    await this.jobs.send(SEND, letter, { em });
  }
}
