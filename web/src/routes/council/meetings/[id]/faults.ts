import { m } from '#lib/paraglide/messages.js';

type Texts = Readonly<Record<string, string>>;

/** Where a field stands, where not under its own name: by the form that was refused. */
const standing: Readonly<Record<string, (name: string) => string>> = {
  waiting: () => 'waiting',
  experiences: () => 'experiences',
  themes: () => 'themes',
  entered: (name) => (name === 'ground' ? 'removal-ground' : name),
  postpone: (name) => (name === 'reason' ? 'move-reason' : name),
  cancel: (name) => (name === 'reason' ? 'cancel-reason' : name),
};

const reasonOf: Readonly<Record<string, () => string>> = {
  postpone: m.meeting_move_reason,
  cancel: m.meeting_cancel_reason,
};

/** What is wrong and the labels of the fields, by the places to which the summary leads. */
export function placedFaults(typed: Texts, faults: Texts): { fields: Texts; labels: Texts } {
  const form = typed.form ?? '';
  const labels: Texts = {
    ...{ votesFor: m.agenda_for(), votesAgainst: m.agenda_against(), votesAbstained: m.agenda_abstained() },
    ...{ outcome: m.agenda_outcome(), dueDate: m.agenda_due(), resolution: m.agenda_resolution() },
    reason: (reasonOf[form] ?? m.agenda_reason)(),
    ...{ title: m.agenda_add_other(), ground: m.agenda_ground(), replacedBy: m.withdraw_instead() },
    ...{ material: m.agenda_material_number(), experience: m.agenda_experience_number() },
    ...{ startsAt: m.meeting_starts(), timeZone: m.meeting_zone(), place: m.meeting_place() },
  };
  const placed = (texts: Texts): Texts =>
    Object.fromEntries(
      Object.keys(faults).map((name) => [
        typed.item ? `${name}-${typed.item}` : (standing[form]?.(name) ?? name),
        texts[name] ?? '',
      ]),
    );
  return { fields: placed(faults), labels: placed(labels) };
}
