import { InvalidInput } from '../../platform/errors.js';

/** Gives things of a version their places as the list of all their ids says. @throws InvalidInput for another list */
export function putInOrder<T extends { id: string; position: number }>(
  things: readonly T[],
  ids: readonly string[],
): void {
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  const known = new Set(ids).size === ids.length && ids.every((id) => byId.has(id));
  if (!known || ids.length !== things.length) throw new InvalidInput({ ids: WHOLE });
  for (const [position, id] of ids.entries()) byId.get(id)!.position = position;
}

/** Closes the gap that one of them has left. */
export function closeGaps(things: readonly { position: number }[]): void {
  const ordered = things.toSorted((a, b) => a.position - b.position);
  for (const [position, thing] of ordered.entries()) thing.position = position;
}

const WHOLE = {
  ru: 'нужен весь список, каждый по одному разу',
  en: 'the whole list is needed, each once',
};
