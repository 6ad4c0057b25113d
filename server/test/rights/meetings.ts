import { ref } from '@mikro-orm/postgresql';
import { AgendaItemKind } from '../../src/council/meetings/agenda-item-kind.js';
import { AgendaItem, Meeting } from '../../src/council/meetings/meeting.entity.js';
import { everybody, only, type RightsRow, type World } from './rights.js';

/** A planned meeting with one matter. */
async function planned({ em }: World) {
  const meeting = em.create(Meeting, { startsAt: new Date('2099-01-01'), place: 'Кабинет 12' });
  const about = { kind: AgendaItemKind.OTHER, title: 'План работы' };
  const item = em.create(AgendaItem, { meeting: ref(meeting), position: 0, ...about });
  await em.flush();
  return { item, meeting, input: { id: meeting.id, expectedVersion: meeting.version } };
}

const keeper = only(['secretary']);
/** The secretary may, and is told that the meeting is in another state. */
const keeperTooEarly = { ...keeper, secretary: 'CONFLICT' } as const;

/** Meetings: the secretary and the chair keep them, those of the council look on, the chair alone signs. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Query.councilMeetings',
    document: '{ councilMeetings { id } }',
    expected: only(['methodist', 'secretary']),
  },
  {
    field: 'Query.councilMeeting',
    document: 'query ($id: ID!) { councilMeeting(id: $id) { id } }',
    arrange: async (world) => ({ id: (await planned(world)).meeting.id }),
    expected: only(['methodist', 'secretary']),
  },
  {
    field: 'Query.councilProtocols',
    document: '{ councilProtocols { number } }',
    expected: everybody('ok'),
  },
  {
    field: 'Query.councilFigures',
    document: '{ councilFigures(from: "2026-01-01", to: "2026-12-31") { protocols } }',
    expected: only(['methodist', 'secretary']),
  },
  {
    field: 'Query.councilProtocolYears',
    document: '{ councilProtocolYears }',
    expected: everybody('ok'),
  },
  {
    field: 'Mutation.planMeeting',
    document: 'mutation ($input: PlanMeetingInput!) { planMeeting(input: $input) { id } }',
    arrange: async () => ({ input: { startsAt: '2099-01-01T00:00:00Z', place: 'Кабинет 12' } }),
    expected: keeper,
  },
  {
    field: 'Mutation.moveMeeting',
    document: 'mutation ($input: MoveMeetingInput!) { moveMeeting(input: $input) { id } }',
    arrange: async (world) => ({
      input: { ...(await planned(world)).input, startsAt: '2099-02-01T00:00:00Z', place: 'Кабинет 14' },
    }),
    expected: keeper,
  },
  {
    field: 'Mutation.cancelMeeting',
    document: 'mutation ($input: CancelMeetingInput!) { cancelMeeting(input: $input) { id } }',
    arrange: async (world) => ({ input: { ...(await planned(world)).input, reason: 'Нет кворума' } }),
    expected: keeper,
  },
  {
    field: 'Mutation.addAgendaItem',
    document: 'mutation ($input: AddAgendaItemInput!) { addAgendaItem(input: $input) { id } }',
    arrange: async (world) => ({ input: { ...(await planned(world)).input, title: 'Разное' } }),
    expected: keeper,
  },
  {
    field: 'Mutation.orderAgenda',
    document: 'mutation ($input: OrderAgendaInput!) { orderAgenda(input: $input) { id } }',
    arrange: async (world) => {
      const { input, item } = await planned(world);
      return { input: { ...input, items: [item.id] } };
    },
    expected: keeper,
  },
  {
    field: 'Mutation.removeAgendaItem',
    document: 'mutation ($input: RemoveAgendaItemInput!) { removeAgendaItem(input: $input) { id } }',
    arrange: async (world) => {
      const { input, item } = await planned(world);
      return { input: { ...input, item: item.id } };
    },
    expected: keeper,
  },
  {
    field: 'Mutation.openMeeting',
    document: 'mutation ($input: OpenMeetingInput!) { openMeeting(input: $input) { id } }',
    arrange: async (world) => ({ input: { ...(await planned(world)).input, present: [] } }),
    // without a quorum
    expected: keeperTooEarly,
  },
  {
    field: 'Mutation.correctAttendance',
    document: 'mutation ($input: OpenMeetingInput!) { correctAttendance(input: $input) { id } }',
    arrange: async (world) => ({ input: { ...(await planned(world)).input, present: [] } }),
    expected: keeperTooEarly,
  },
  {
    field: 'Mutation.decideAgendaItem',
    document: 'mutation ($input: DecideAgendaItemInput!) { decideAgendaItem(input: $input) { id } }',
    arrange: async (world) => {
      const { input, item } = await planned(world);
      const votes = { votesFor: 1, votesAgainst: 0, votesAbstained: 0, heard: '', spoke: '' };
      return { input: { ...input, item: item.id, ...votes, outcome: 'NOTE', resolution: 'Утвердить.' } };
    },
    expected: keeperTooEarly,
  },
  {
    field: 'Mutation.closeMeeting',
    document: 'mutation ($input: MeetingChangeInput!) { closeMeeting(input: $input) { id } }',
    arrange: async (world) => ({ input: (await planned(world)).input }),
    expected: keeperTooEarly,
  },
  {
    field: 'Mutation.reopenMeeting',
    document: 'mutation ($input: MeetingChangeInput!) { reopenMeeting(input: $input) { id } }',
    arrange: async (world) => ({ input: (await planned(world)).input }),
    expected: keeperTooEarly,
  },
  {
    field: 'Mutation.signProtocol',
    document: 'mutation ($input: SignProtocolInput!) { signProtocol(input: $input) { id } }',
    arrange: async (world) => ({ input: (await planned(world)).input }),
    // the chair alone; the secretary keeps the papers
    expected: only([]),
  },
];
