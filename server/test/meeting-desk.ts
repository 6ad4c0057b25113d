/** A council of four at its meetings over the API. */
import { Account } from '../src/directory/account.entity.js';
import { Role } from '../src/directory/role.js';
import { MaterialStatus } from '../src/materials/material-enums.js';
import type { BootedApp } from './app.js';
import { buildOrganization, buildPerson } from './builders.js';
import { type DraftData, storeDraft } from './drafts.js';
import { buildAccount, signIn } from './members.js';

/** What the answers hold of a meeting. */
const MEETING = `id version status startsAt timeZone place cancelReason protocolNumber quorum protocolSha256
  members { account name role present }
  items { id kind title ground material materialSlug materialState voters conflicted outcomes outcome reason chairDecides
    replacedBy { slug title } }
  viewerCan { edit move cancel open decide close sign }`;
const change = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${MEETING} } }`;

/** The changes of a meeting, each with one `input`. */
export const MEET = {
  plan: change('planMeeting', 'PlanMeetingInput'),
  move: change('moveMeeting', 'MoveMeetingInput'),
  cancel: change('cancelMeeting', 'CancelMeetingInput'),
  add: change('addAgendaItem', 'AddAgendaItemInput'),
  order: change('orderAgenda', 'OrderAgendaInput'),
  remove: change('removeAgendaItem', 'RemoveAgendaItemInput'),
  open: change('openMeeting', 'OpenMeetingInput'),
  attend: change('correctAttendance', 'OpenMeetingInput'),
  decide: change('decideAgendaItem', 'DecideAgendaItemInput'),
  close: change('closeMeeting', 'MeetingChangeInput'),
  reopen: change('reopenMeeting', 'MeetingChangeInput'),
  sign: change('signProtocol', 'SignProtocolInput'),
} as const;

// deliberately loose: tests look into answers of many shapes
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Shown = any;

const PLAN = { startsAt: '2026-11-27T07:00:00Z', place: 'Кабинет 12' };
const RESOLVED = {
  ...{ votesFor: 3, votesAgainst: 1, votesAbstained: 0, heard: '', spoke: '' },
  resolution: 'Полезно учителям начальных классов.',
};

/** The chair, the secretary and two members at their table. */
export class MeetingDesk {
  private constructor(
    readonly app: BootedApp,
    readonly council: readonly Account[],
    /** Headers with which each asks. */
    readonly as: Readonly<Record<'chair' | 'secretary' | 'member', Record<string, string>>>,
  ) {}

  /** Makes them all and signs them in. */
  static async open(app: BootedApp): Promise<MeetingDesk> {
    const em = app.orm.em.fork();
    const roles = [Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.COUNCIL_MEMBER];
    const council = roles.map((role, n) => {
      const person = buildPerson(em, [`Совет${'абвг'[n]!}`, 'Анна', 'Ильинична'], buildOrganization(em));
      return buildAccount(em, { roles: [role], person });
    });
    await em.flush();
    const [chair, secretary, member] = await Promise.all(
      council.slice(0, 3).map((one) => signIn(app.pool, one)),
    );
    return new MeetingDesk(app, council, { chair: chair!, secretary: secretary!, member: member! });
  }

  /** Accounts of all members. */
  get everybody(): string[] {
    return this.council.map(({ id }) => id);
  }

  /** Asks for a change: what it answers, or the code of a refusal with its texts. */
  async ask(who: Record<string, string>, document: string, input: object): Promise<Shown> {
    const { data, errors } = await this.app.gql(document, { input }, who);
    const [error] = errors;
    if (error)
      return {
        ...{ code: error.extensions['code'], fields: error.extensions['fields'], text: error.message },
      };
    return Object.values(data as object)[0];
  }

  /** The same of a meeting as it was looked at, as the secretary. */
  change(meeting: Shown, document: string, input: object = {}): Promise<Shown> {
    return this.ask(this.as.secretary, document, {
      id: meeting.id,
      expectedVersion: meeting.version,
      ...input,
    });
  }

  /** A material of somebody outside the council, or of a member of it. */
  async handedIn(owner?: Account, status: DraftData['status'] = MaterialStatus.SUBMITTED) {
    const em = this.app.orm.em.fork();
    const author = owner
      ? await em.findOneOrFail(Account, owner.id, { populate: ['person'] })
      : buildAccount(em);
    await em.flush();
    return storeDraft(em, author, { status });
  }

  /** A planned meeting with these matters. */
  async planned(...matters: object[]): Promise<Shown> {
    let meeting = await this.ask(this.as.secretary, MEET.plan, PLAN);
    for (const matter of matters) meeting = await this.change(meeting, MEET.add, matter);
    return meeting;
  }

  /** The same, with everybody there. */
  async opened(...matters: object[]): Promise<Shown> {
    return this.change(await this.planned(...matters), MEET.open, { present: this.everybody });
  }

  /** An open meeting with a matter for each material. */
  openedFor(...materials: { id: string }[]): Promise<Shown> {
    return this.opened(...materials.map(({ id }) => ({ material: id })));
  }

  /** Writes down what was decided on a matter. */
  decide(meeting: Shown, index: number, more: object): Promise<Shown> {
    return this.change(meeting, MEET.decide, { item: meeting.items[index].id, ...RESOLVED, ...more });
  }

  /** Closes a meeting. */
  close(meeting: Shown): Promise<Shown> {
    return this.change(meeting, MEET.close);
  }

  /** Signs as the chair. */
  sign(meeting: Shown): Promise<Shown> {
    return this.ask(this.as.chair, MEET.sign, { id: meeting.id, expectedVersion: meeting.version });
  }

  /** Holds a meeting on matters that are decided so, and signs it. */
  async held(...decided: (readonly [matter: object, decision: object])[]): Promise<Shown> {
    let meeting = await this.opened(...decided.map(([matter]) => matter));
    for (const [index, [, decision]] of decided.entries())
      meeting = await this.decide(meeting, index, decision);
    return this.sign(await this.close(meeting));
  }

  /** How a material stands in the database. */
  async stateOf(id: string) {
    const { rows } = await this.app.pool.query(
      'select status, draft_status, recommended, protocol_number from material where id = $1',
      [id],
    );
    return rows[0];
  }
}
