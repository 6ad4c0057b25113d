import type { Actor } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Unauthenticated } from '../../platform/errors.js';
import type { Locale } from '../../platform/localized.js';
import { Account } from '../account.entity.js';
import type { Letters } from '../accounts/letters.js';
import type { Door, Entry, EntryService, Factors } from '../entry.service.js';
import type { KnownDevices } from '../known-devices.js';
import type { SignInTickets, StepKind, Ticket } from '../sign-in-tickets.js';
import { BEGIN_AGAIN, type Beginner } from './beginner.js';
import type { CodeCheck } from './code-check.js';
import { factorLetter } from './factor-letters.js';

/** The second step of signing in. */
export class SecondStepService {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly codes: CodeCheck,
    private readonly devices: KnownDevices,
    private readonly entries: EntryService,
    private readonly letters: Letters,
    private readonly publicUrl: string,
  ) {}

  /** What the sign-in that a browser is in waits for. */
  pending(step: string | undefined): Promise<Ticket | undefined> {
    return this.tickets.find(step);
  }

  /** By what it can go on. */
  waysOf({ accountId }: Ticket): Promise<Pick<Factors, 'totp' | 'passkey'>> {
    return this.entries.factorsOf(accountId);
  }

  /**
   * Lets somebody in who has shown the password by a code.
   * @throws InvalidInput for a wrong code; Unauthenticated when the sign-in has to begin again; TooManyAttempts
   */
  async finish(step: string | undefined, code: string, door: Door, locale: Locale): Promise<Entry> {
    const ticket = await this.require(step, 'CODE');
    const { accountId } = ticket;
    const source = {
      address: door.client.address,
      knownDevice: await this.devices.nameOf(accountId, door.device),
    };
    await this.codes.check(
      accountId,
      code,
      async (em, kind) => {
        const taken = await em.execute<object[]>(
          'delete from sign_in_ticket where token_hash = ? and expires_at > now() returning kind',
          [ticket.hash],
        );
        if (taken.length === 0) throw new Unauthenticated(BEGIN_AGAIN);
        if (kind === 'APP') return;
        em.create(AuditEvent, {
          ...{ actor: accountId, action: 'account.recovery-code-used', subjectType: 'account' },
          subjectId: accountId,
        });
        const { email } = await em.findOneOrFail(Account, accountId);
        await this.letters.send(em, {
          to: email,
          ...factorLetter(this.publicUrl, 'RECOVERY_CODE_USED', locale),
        });
      },
      source,
    );
    return this.entries.enterWithTwo(accountId, door);
  }

  /**
   * The sign-in that a browser is in, which has to wait for this.
   * @throws Unauthenticated
   */
  async require(step: string | undefined, kind: StepKind): Promise<Ticket> {
    const ticket = await this.tickets.find(step);
    if (ticket?.kind !== kind) throw new Unauthenticated(BEGIN_AGAIN);
    return ticket;
  }

  /**
   * Who sets a second factor up: a member, or whoever signs in and has to.
   * @throws Unauthenticated
   */
  async beginner(actor: Actor, step: string | undefined): Promise<Beginner> {
    if (actor.kind === 'member') {
      const { accountId, sessionId } = actor;
      return { accountId, sessionId, startedBy: sessionId };
    }
    const ticket = await this.tickets.find(step);
    if (ticket?.kind !== 'SET_UP') throw new Unauthenticated();
    return { accountId: ticket.accountId, sessionId: null, startedBy: ticket.hash };
  }

  /** Lets one in who has set the second factor up on the way; nothing for a member, who is in. */
  async enterAfterSetUp({ accountId, sessionId }: Beginner, door: Door): Promise<Entry | undefined> {
    return sessionId ? undefined : this.entries.enterWithTwo(accountId, door);
  }
}
