import { m } from '#lib/paraglide/messages.js';

/** What the fields of registration are called, for the summary of errors too. */
export const registerLabels = () => ({
  email: m.account_email(),
  password: m.account_password(),
  lastName: m.person_last_name(),
  firstName: m.person_first_name(),
  patronymic: m.person_patronymic(),
  position: m.person_position(),
  organization: m.person_organization(),
  consents: m.consents_legend(),
});
