import { error, type RequestEvent } from '@sveltejs/kit';
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { Actions, PageServerLoad } from './$types';
import { MeetingQuery, WaitingQuery } from './queries.ts';
import { cancel, postpone } from './replanning.ts';
import { change, read } from './step.ts';

const Add = graphql(`
  mutation AddAgendaItem($input: AddAgendaItemInput!) {
    addAgendaItem(input: $input) {
      id
    }
  }
`);
const Order = graphql(`
  mutation OrderAgenda($input: OrderAgendaInput!) {
    orderAgenda(input: $input) {
      id
    }
  }
`);
const Remove = graphql(`
  mutation RemoveAgendaItem($input: RemoveAgendaItemInput!) {
    removeAgendaItem(input: $input) {
      id
    }
  }
`);
const Open = graphql(`
  mutation OpenMeeting($input: OpenMeetingInput!) {
    openMeeting(input: $input) {
      id
    }
  }
`);
const Attend = graphql(`
  mutation CorrectAttendance($input: OpenMeetingInput!) {
    correctAttendance(input: $input) {
      id
    }
  }
`);
const Decide = graphql(`
  mutation DecideAgendaItem($input: DecideAgendaItemInput!) {
    decideAgendaItem(input: $input) {
      id
    }
  }
`);
const Close = graphql(`
  mutation CloseMeeting($input: MeetingChangeInput!) {
    closeMeeting(input: $input) {
      id
    }
  }
`);
const Reopen = graphql(`
  mutation ReopenMeeting($input: MeetingChangeInput!) {
    reopenMeeting(input: $input) {
      id
    }
  }
`);
const Sign = graphql(`
  mutation SignProtocol($input: SignProtocolInput!) {
    signProtocol(input: $input) {
      id
    }
  }
`);
type Decision = VariablesOf<typeof Decide>['input'];

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const visit = { url, locals, cookies };
  const { councilMeeting } = await askAsMember(visit, MeetingQuery, { id: params.id });
  if (!councilMeeting) error(404, notFound());
  const waiting = councilMeeting.viewerCan.edit ? await askAsMember(visit, WaitingQuery, {}) : null;
  // what is on the agenda of any meeting that is to be held or signed waits there
  const onAgenda = new Set(
    waiting?.councilMeetings
      .filter(({ status }) => status !== 'PROTOCOL_SIGNED' && status !== 'CANCELLED')
      .flatMap(({ items }) =>
        items.map(({ material, experience, theme }) => material ?? experience ?? theme),
      ),
  );
  const free = <Item extends { id: string }>(items: readonly Item[] | null = []) =>
    (items ?? []).filter(({ id }) => !onAgenda.has(id));
  return {
    meeting: councilMeeting,
    moved: url.searchParams.has('moved'),
    // what has been reviewed comes first
    waiting: free(waiting && [...waiting.ready.nodes, ...waiting.others.nodes]),
    experiences: free(waiting?.submittedExperiences),
    themes: free(waiting?.themeCuration?.themes.filter(({ status }) => status === 'PROPOSED')),
    // of one page: a button pressed twice signs once
    pressed: crypto.randomUUID(),
  };
};

const move = (by: -1 | 1) => async (event: RequestEvent<{ id: string }>) => {
  const { text, seen } = await read(event);
  const { councilMeeting } = await askAsMember(event, MeetingQuery, { id: seen.id });
  const items = councilMeeting?.items.map(({ id }) => id) ?? [];
  const from = items.indexOf(text('item'));
  const to = from + by;
  if (from < 0 || to < 0 || to >= items.length) return;
  [items[from], items[to]] = [items[to]!, items[from]!];
  return change(event, Order, { input: { ...seen, items } });
};

export const actions: Actions = {
  postpone,
  cancel,
  add: async (event) => {
    const { text, seen } = await read(event);
    const typed = {
      kind: text('kind'),
      material: text('material'),
      experience: text('experience'),
      theme: text('theme'),
      ground: text('ground'),
      replacedBy: text('replacedBy'),
      title: text('title'),
    };
    const kind = (typed.kind || null) as VariablesOf<typeof Add>['input']['kind'];
    return change(event, Add, { input: { ...seen, ...typed, kind } }, { ...typed, form: text('form') });
  },
  up: move(-1),
  down: move(1),
  remove: async (event) => {
    const { text, seen } = await read(event);
    return change(event, Remove, { input: { ...seen, item: text('item') } });
  },
  open: async (event) => {
    const { form, seen } = await read(event);
    const present = form.getAll('present').map(String);
    return change(event, Open, { input: { ...seen, present } }, { present: present.join(' ') });
  },
  attend: async (event) => {
    const { form, seen } = await read(event);
    const present = form.getAll('present').map(String);
    // a refusal leaves the ticks as they were set
    return change(event, Attend, { input: { ...seen, present } }, { present: present.join(' ') });
  },
  decide: async (event) => {
    const { form, text, seen } = await read(event);
    const votes = {
      votesFor: Number(text('votesFor')),
      votesAgainst: Number(text('votesAgainst')),
      votesAbstained: Number(text('votesAbstained')),
    };
    const texts = { heard: text('heard'), spoke: text('spoke'), resolution: text('resolution') };
    const input: Decision = {
      ...{ ...seen, item: text('item'), ...votes, ...texts },
      outcome: text('outcome') as Decision['outcome'],
      dueDate: text('dueDate') || null,
      reason: (text('reason') || null) as Decision['reason'],
      ...(form.has('replacedBy') && { replacedBy: text('replacedBy') }),
    };
    const typed = {
      item: text('item'),
      ...texts,
      outcome: text('outcome'),
      dueDate: text('dueDate'),
      replacedBy: text('replacedBy'),
    };
    const numbers = Object.entries(votes).map(([name, value]) => [name, String(value)] as const);
    return change(
      event,
      Decide,
      { input },
      { ...typed, ...Object.fromEntries(numbers), reason: text('reason') },
    );
  },
  close: async (event) => change(event, Close, { input: (await read(event)).seen }),
  reopen: async (event) => change(event, Reopen, { input: (await read(event)).seen }),
  sign: async (event) => {
    const { text, seen } = await read(event);
    return change(event, Sign, { input: { ...seen, idempotencyKey: text('pressed') || null } });
  },
};
