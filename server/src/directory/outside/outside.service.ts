import type { Pool } from 'pg';
import type { Actor, Member } from '../../platform/actor.js';
import { Conflict, NotFound, Unauthenticated } from '../../platform/errors.js';
import type { Locale } from '../../platform/localized.js';
import type { PasswordCheck } from '../accounts/password-check.js';
import type { Door, Entry, EntryService } from '../entry.service.js';
import { normalEmail } from '../sign-in.service.js';
import type { OpenTicket, SignInTickets } from '../sign-in-tickets.js';
import type { OidcProvider, OutsideChecks } from './oidc-provider.js';
import type { OutsideLinksService, VouchedPerson } from './outside-links.service.js';
import { OutsideOutcome, type PendingOutside } from './outside.type.js';

/** Longest address to return to that is kept, characters. */
const RETURN_TO = 2000;

/** What is known while somebody is at the service. */
interface Visit {
  readonly checks: OutsideChecks;
  readonly returnTo: string;
}

/** Whom the service vouched for, while the rest is asked for. */
export interface Vouched {
  readonly person: VouchedPerson;
  readonly returnTo: string;
}

/** How a visit ended: with a session or a step, or with something that is still to be asked for. */
export interface Ended {
  readonly outcome: OutsideOutcome;
  readonly returnTo: string;
  /** What the browser gets; without one it keeps what it has. */
  readonly entry?: Entry;
}

/** Signing in through an outside service. */
export class OutsideService {
  constructor(
    private readonly pool: Pool,
    private readonly tickets: SignInTickets,
    private readonly entries: EntryService,
    private readonly passwords: PasswordCheck,
    private readonly links: OutsideLinksService,
    /** Undefined where the deployment names none: then nothing of this is there. */
    private readonly provider: OidcProvider | undefined,
  ) {}

  /** What the service is called; null for none. */
  get name(): string | null {
    return this.provider?.name ?? null;
  }

  /**
   * Sends somebody to the service.
   * @returns where to, and the token of the step that the browser is in
   * @throws NotFound without a service; OutsideAway
   */
  async begin(returnTo: string): Promise<{ url: string; step: string }> {
    return this.#begin(null, returnTo.slice(0, RETURN_TO));
  }

  /**
   * Sends a member there to link the account, which the password allows.
   * @throws InvalidInput, TooManyAttempts; NotFound without a service; OutsideAway
   */
  async beginLink({ accountId }: Member, password: string): Promise<{ url: string; step: string }> {
    this.#require();
    await this.passwords.check(accountId, 'password', password);
    return this.#begin(accountId, '');
  }

  /**
   * Takes somebody back from the service.
   * @param query what the browser came back with
   * @throws Unauthenticated for whatever is wrong with it; Conflict where the service does not vouch for the address
   */
  async finish(
    step: string | undefined,
    query: string,
    { actor, door, locale }: { actor: Actor; door: Door; locale: Locale },
  ): Promise<Ended> {
    const provider = this.#require();
    const visit = await this.tickets.use<Visit>(step, 'OUTSIDE');
    if (!visit) throw new Unauthenticated(BEGIN_AGAIN);
    const { checks, returnTo } = visit.data;
    const person = await provider.personIn(query, checks);
    if (visit.accountId) {
      if (actor.kind === 'guest' || actor.accountId !== visit.accountId)
        throw new Unauthenticated(BEGIN_AGAIN);
      await this.links.linkMember(visit.accountId, person, locale);
      return { outcome: OutsideOutcome.LINKED, returnTo };
    }
    const known = await this.links.linkedTo(person);
    if (known) {
      if (!known.open) throw new Unauthenticated(BEGIN_AGAIN);
      return entered(await this.entries.enter(known.accountId, door), returnTo);
    }
    if (!person.email) throw new Conflict(NOT_VOUCHED);
    const vouched: Vouched = { person: { ...person, email: normalEmail(person.email) }, returnTo };
    const account = await this.#confirmed(vouched.person.email);
    if (account && !account.open) throw new Unauthenticated(BEGIN_AGAIN);
    const outcome = account ? OutsideOutcome.LINK : OutsideOutcome.REGISTER;
    const ticket = await this.tickets.issue(`OUTSIDE_${outcome}`, account?.accountId ?? null, vouched);
    return { outcome, returnTo, entry: { step: ticket } };
  }

  /** What a visit waits for. */
  async pending(step: string | undefined): Promise<PendingOutside | null> {
    for (const outcome of [OutsideOutcome.LINK, OutsideOutcome.REGISTER] as const) {
      const ticket = await this.tickets.look<Vouched>(step, `OUTSIDE_${outcome}`);
      if (!ticket) continue;
      const { person, returnTo } = ticket.data;
      const { email, lastName, firstName } = person;
      return { outcome, email, lastName, firstName, returnTo };
    }
    return null;
  }

  /**
   * Links the account that has the address, when its password is shown, and lets its owner in (C53).
   * @throws InvalidInput for a wrong password; Unauthenticated when it has to begin again; TooManyAttempts
   */
  async link(step: string | undefined, password: string, door: Door, locale: Locale): Promise<Ended> {
    const ticket = await this.tickets.look<Vouched>(step, 'OUTSIDE_LINK');
    if (!ticket?.accountId) throw new Unauthenticated(BEGIN_AGAIN);
    const { accountId } = ticket;
    await this.passwords.check(accountId, 'password', password, `link ${accountId}`);
    const { person, returnTo } = (await this.taken(step, 'OUTSIDE_LINK')).data;
    const account = await this.#confirmed(person.email);
    if (!account?.open || account.accountId !== accountId) throw new Unauthenticated(BEGIN_AGAIN);
    await this.links.link(accountId, person, locale);
    return entered(await this.entries.enter(accountId, door), returnTo);
  }

  /** Uses a ticket up. @throws Unauthenticated */
  async taken(
    step: string | undefined,
    kind: 'OUTSIDE_LINK' | 'OUTSIDE_REGISTER',
  ): Promise<OpenTicket<Vouched>> {
    const ticket = await this.tickets.use<Vouched>(step, kind);
    if (!ticket) throw new Unauthenticated(BEGIN_AGAIN);
    return ticket;
  }

  #require(): OidcProvider {
    if (!this.provider) throw new NotFound();
    return this.provider;
  }

  async #begin(accountId: string | null, returnTo: string): Promise<{ url: string; step: string }> {
    const { url, checks } = await this.#require().begin();
    return {
      url,
      step: await this.tickets.issue('OUTSIDE', accountId, { checks, returnTo } satisfies Visit),
    };
  }

  /** The account whose owner showed that the address is theirs. */
  async #confirmed(email: string) {
    const { rows } = await this.pool.query<{ accountId: string; open: boolean }>(
      `select id as "accountId", blocked_at is null as open from account
       where email = $1 and email_confirmed_at is not null`,
      [email],
    );
    return rows[0];
  }
}

/** A visit that ends with a session, or with the step that asks for the second factor. */
export function entered(entry: Entry, returnTo: string): Ended {
  const outcome = 'step' in entry ? OutsideOutcome.SECOND_STEP : OutsideOutcome.SIGNED_IN;
  return { outcome, returnTo, entry };
}

const BEGIN_AGAIN = {
  ru: 'Вход через внешнюю службу начат слишком давно или в другом браузере. Начните снова.',
  en: 'Signing in through the outside service was begun too long ago, or in another browser. Begin again.',
};
const NOT_VOUCHED = {
  ru: 'Служба не подтвердила ваш адрес почты. Подтвердите его в ней или зарегистрируйтесь с паролем.',
  en: 'The service does not vouch for your e-mail address. Confirm it there, or register with a password.',
};
