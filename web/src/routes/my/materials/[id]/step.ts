import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit';
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import type { Refusal } from '#lib/graphql/act.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { readForm, valuesOf } from './draft-form.ts';
import type { FieldConflict, Values } from './draft-saver.svelte.ts';
import { DraftQuery, UpdateDraft } from './queries.ts';

/** What a form is told when its step was not taken: all that was typed, and what is wrong. */
export interface Stopped {
  message: string;
  fields: Readonly<Record<string, string>>;
  /** What was typed; absent where the page keeps it itself. */
  values?: Values;
  /** What was changed elsewhere meanwhile. */
  conflicts?: FieldConflict[];
}

/** A step of the editor after what was typed is saved. */
export class Step {
  constructor(
    private readonly event: RequestEvent,
    readonly id: string,
    readonly form: FormData,
    private readonly typed: Values | undefined,
  ) {}

  /** The text of a field of the form. */
  text(name: string): string {
    const value = this.form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  }

  /** Asks the bank for a change; what to tell the form when it refuses. */
  async change<Result, Variables extends AnyVariables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<ActionFailure<Stopped> | undefined> {
    const { refusal } = await actAsMember(this.event, document, variables);
    return refusal && this.stop(refusal);
  }

  /** Asks the bank for what the step has to know. */
  ask<Result, Variables extends AnyVariables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    return askAsMember(this.event, document, variables);
  }

  /** The material as it is now. */
  async present() {
    return (await this.ask(DraftQuery, { id: this.id })).ownMaterial;
  }

  /** Refuses, and gives back what was typed. */
  stop({ code, message, fields }: Refusal, conflicts?: FieldConflict[]): ActionFailure<Stopped> {
    return fail(code === 'CONFLICT' ? 409 : 400, {
      message,
      fields,
      ...(this.typed && { values: this.typed }),
      ...(conflicts && { conflicts }),
    });
  }
}

/**
 * Makes an action of the editor. A browser without scripts posts every field with each button: what was typed is
 * saved first, so that no button loses it.
 */
export function step<Result>(take: (step: Step) => Promise<Result>) {
  return async (event: RequestEvent<{ id: string }>): Promise<Result | ActionFailure<Stopped>> => {
    const form = await event.request.formData();
    const typed = form.has('fields') ? readForm(form) : undefined;
    const one = new Step(event, event.params.id, form, typed);
    if (typed) {
      const variables = { id: one.id, expectedVersion: Number(one.text('expectedVersion')), input: typed };
      const { refusal } = await actAsMember(event, UpdateDraft, variables);
      if (refusal?.code === 'CONFLICT') return one.stop(refusal, await conflictsOf(one, typed));
      if (refusal) return one.stop(refusal);
    }
    return take(one);
  };
}

/** Fields that hold another value now than the form did. */
async function conflictsOf(one: Step, typed: Values): Promise<FieldConflict[]> {
  const material = await one.present();
  if (!material?.draft) return [];
  const present = valuesOf(material, material.draft);
  return Object.entries(typed)
    .map(([name, mine]) => ({ name, mine, theirs: present[name] }))
    .filter(({ mine, theirs }) => JSON.stringify(mine) !== JSON.stringify(theirs));
}
