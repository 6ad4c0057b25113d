import { createHash } from 'node:crypto';
import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { requireMember } from '../../directory/role.js';
import type { PublicationService } from '../../materials/authoring/publication.service.js';
import type { Actor, Member } from '../../platform/actor.js';
import { Forbidden, NotFound } from '../../platform/errors.js';
import { failpoint } from '../../platform/failpoint.js';
import { isFirst } from '../../platform/idempotency.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { councilOf } from '../council.entity.js';
import { isChair } from '../council.policy.js';
import { carryOut, requireReadable } from './carrying-out.js';
import { audit, lockMeeting } from './meeting-change.js';
import { Meeting, MeetingStatus } from './meeting.entity.js';
import type { SignProtocolInput } from './meeting.input.js';
import { POPULATED, requireCouncil } from './meeting.reads.js';
import { type ProtocolText, protocolText } from './protocol-text.js';
import { authorsOf, noteConflicts } from './sitting.js';

/** How a protocol is written down. */
export type ProtocolFormat = 'docx' | 'pdf';

/** Protocols: drafts to read before the signature, and the signature that does what was decided. */
export class ProtocolService {
  constructor(
    private readonly orm: MikroORM,
    private readonly publication: PublicationService,
  ) {}

  /**
   * Signs the protocol of a closed meeting. Every material changes its state, certificates are issued, the search is
   * told and the signed sheets are kept in one transaction, or nothing is.
   * @throws Forbidden for all but the chair, Conflict when a material no longer waits for its decision
   */
  async sign(actor: Actor, input: SignProtocolInput): Promise<string> {
    const member = requireMember(actor);
    if (!isChair(member)) throw new Forbidden();
    const { id, expectedVersion, idempotencyKey } = input;
    const { accountId } = member;
    const once = { accountId, key: idempotencyKey, operation: 'meeting.sign', subjectId: id };
    await inTransaction(
      this.orm.em,
      async (em) => {
        if (!isUuid(id)) throw new NotFound();
        if (!(await isFirst(em, once))) return;
        await this.#sign(em, await lockMeeting(em, id, expectedVersion), member);
      },
      'sign',
    );
    return id;
  }

  /**
   * The sheets of a protocol: those that were signed, or a draft of them.
   * @throws Forbidden, NotFound
   */
  async sheets(actor: Actor, id: string, format: ProtocolFormat): Promise<{ name: string; bytes: Buffer }> {
    requireCouncil(actor);
    const em = this.orm.em.fork();
    const meeting = isUuid(id) ? await em.findOne(Meeting, id, { populate: POPULATED }) : null;
    // what was called off has none
    if (!meeting || meeting.status === MeetingStatus.CANCELLED) throw new NotFound();
    const council = await councilOf(em);
    await noteConflicts(em, meeting, council.sameOrganizationConflict);
    const text = protocolText(meeting, council, await authorsOf(em, meeting));
    const [signed] = await em.execute<{ bytes: Buffer }[]>(
      `select ${format === 'pdf' ? 'pdf' : 'docx'} as bytes from meeting_protocol where meeting_id = ?`,
      [id],
    );
    return { name: `${text.title}.${format}`, bytes: signed?.bytes ?? (await written(text, format)) };
  }

  async #sign(em: EntityManager, meeting: Meeting, member: Member): Promise<void> {
    meeting.demand(MeetingStatus.CLOSED);
    const council = await councilOf(em);
    await noteConflicts(em, meeting, council.sameOrganizationConflict);
    const at = await transactionTime(em);
    const date = meeting.day;
    meeting.protocolYear = Number(date.slice(0, 4));
    meeting.protocolNumber = await nextNumber(em, meeting.protocolYear);
    meeting.signedAt = at;
    meeting.signedBy = ref(em.getReference(Account, member.accountId));
    const signed = { by: member.accountId, number: String(meeting.protocolNumber), date };
    // one after another: numbers are given in the order of the agenda, and of several materials that change at once,
    // one that was sent back among them, the ORM makes a statement that PostgreSQL refuses
    for (const item of meeting.items) {
      await carryOut(em, this.publication, item, signed);
      await em.flush();
    }
    await requireReadable(em, meeting);
    failpoint('sign.decided');
    const text = protocolText(meeting, council, await authorsOf(em, meeting));
    const [docx, pdf] = await Promise.all([written(text, 'docx'), written(text, 'pdf')]);
    await em.execute('insert into meeting_protocol (meeting_id, docx, pdf, sha256) values (?, ?, ?, ?)', [
      meeting.id,
      docx,
      pdf,
      createHash('sha256').update(pdf).digest('hex'),
    ]);
    audit(em, member, 'meeting.signed', meeting, {
      number: meeting.protocolNumber,
      year: meeting.protocolYear,
    });
    // the last change of the meeting: the database refuses any other after it
    meeting.finish();
  }
}

/** Gives the next number of a year; without gaps, because the transaction keeps it. */
async function nextNumber(em: EntityManager, year: number): Promise<number> {
  const [row] = await em.execute<{ last: number }[]>(
    `insert into protocol_counter (year, last) values (?, 1)
     on conflict (year) do update set last = protocol_counter.last + 1 returning last`,
    [year],
  );
  return row!.last;
}

/** What writes either is large, and seldom needed. */
async function written(text: ProtocolText, format: ProtocolFormat): Promise<Buffer> {
  return format === 'pdf'
    ? (await import('./protocol-pdf.js')).protocolPdf(text)
    : (await import('./protocol-docx.js')).protocolDocx(text);
}
