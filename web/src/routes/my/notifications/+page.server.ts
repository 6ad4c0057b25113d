import { redirect } from '@sveltejs/kit';
import { giveUp } from '#lib/graphql/act.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { agreeToLetters } from '#lib/reader/mailing.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const NotificationsQuery = graphql(`
  query Notifications($after: String) {
    unreadNotifications
    notificationMail
    viewer {
      email
    }
    notifications(first: 30, after: $after) {
      nodes {
        id
        kind
        path
        subject
        actorName
        detail
        day
        createdAt
        read
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const SetMail = graphql(`
  mutation SetNotificationMail($wanted: Boolean!) {
    setNotificationMail(wanted: $wanted)
  }
`);

const ReadNotifications = graphql(`
  mutation ReadNotifications($until: DateTimeISO!) {
    readNotifications(until: $until)
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const after = url.searchParams.get('after');
  const answer = await askAsMember({ url, locals, cookies }, NotificationsQuery, { after });
  const { nodes, pageInfo } = answer.notifications;
  return {
    unreadHere: answer.unreadNotifications,
    mail: answer.notificationMail,
    email: answer.viewer?.email ?? '',
    notifications: nodes,
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
};

export const actions: Actions = {
  read: async (event) => {
    const until = String((await event.request.formData()).get('until'));
    const { refusal } = await actAsMember(event, ReadNotifications, { until });
    if (refusal) giveUp(refusal);
    redirect(303, routes.notifications());
  },
  mail: async (event) => {
    const wanted = (await event.request.formData()).get('wanted') === '1';
    const disagreed = wanted ? await agreeToLetters(event) : undefined;
    const refusal = disagreed ?? (await actAsMember(event, SetMail, { wanted })).refusal;
    if (refusal) giveUp(refusal);
    redirect(303, routes.notifications());
  },
};
