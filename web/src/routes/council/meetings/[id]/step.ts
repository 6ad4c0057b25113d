import { fail, type RequestEvent } from '@sveltejs/kit';
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { actAsMember } from '#lib/reader/own.ts';

/** The form of a step, and the meeting as it was looked at. */
export async function read({ request, params }: RequestEvent<{ id: string }>) {
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return { form, text, seen: { id: params.id, expectedVersion: Number(text('expectedVersion')) } };
}

/** Asks for a change; gives back what was typed where it is refused. */
export async function change<Result, Variables extends AnyVariables>(
  event: RequestEvent,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
  typed: Record<string, string> = {},
) {
  const { refusal } = await actAsMember(event, document, variables);
  if (!refusal) return;
  const { code, message, fields } = refusal;
  return fail(code === 'CONFLICT' ? 409 : 400, { message, fields, typed });
}
