import type { GraphQLContext } from '../platform/context.js';
import type { SessionCookie } from '../platform/session-cookie.js';
import type { Door, Entry } from './entry.service.js';
import { SESSION_SECONDS, type SessionService } from './session.service.js';

/** Seconds that a device stays known: two years. */
const DEVICE_SECONDS = 2 * 365 * 24 * 3600;
/** Seconds that the browser keeps a step; the bank itself ends it earlier. */
const STEP_SECONDS = 3600;

/** The cookies of signing in: read from a request, given with an answer. */
export class EntryCookies {
  constructor(
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Where a request comes in. */
  door({ client, cookies }: GraphQLContext): Door {
    return { client, device: this.cookie.deviceIn(cookies) };
  }

  /** Token of the step that a browser is in. */
  step({ cookies }: GraphQLContext): string | undefined {
    return this.cookie.stepIn(cookies);
  }

  /**
   * Hands over what somebody gets who showed who they are.
   * @returns whether it is a session
   */
  async hand(entry: Entry, { actor, setCookies }: GraphQLContext): Promise<boolean> {
    // the session from before is not raised to the rights of this one (C41)
    if (actor.kind === 'member') await this.sessions.end(actor.sessionId);
    if ('step' in entry) {
      setCookies.push(this.cookie.keepStep(entry.step, STEP_SECONDS), this.cookie.forget());
      return false;
    }
    setCookies.push(
      this.cookie.keep(entry.session, SESSION_SECONDS),
      this.cookie.keepDevice(entry.device, DEVICE_SECONDS),
    );
    return true;
  }

  /** As `hand`, for whoever has taken the step that the browser was in. */
  handAfterStep(entry: Entry, context: GraphQLContext): Promise<boolean> {
    this.leaveStep(context);
    return this.hand(entry, context);
  }

  /** Keeps the step that a browser is in, and whoever is signed in. */
  keepStep(step: string, { setCookies }: GraphQLContext): void {
    setCookies.push(this.cookie.keepStep(step, STEP_SECONDS));
  }

  /** Forgets the step: it is taken, or given up. */
  leaveStep({ setCookies }: GraphQLContext): void {
    setCookies.push(this.cookie.forgetStep());
  }
}
