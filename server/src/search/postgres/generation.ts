import type pg from 'pg';
import { ANALYSER_VERSION } from '../analysis/analyser.js';

/** One build of the index: a schema of its own in the database, so that dropping it costs nothing. */
export interface Generation {
  id: number;
  schema: string;
  /** Counts the changes committed to it. */
  change: number;
}

/** Tables of a generation. `^` before a term means: in the title. */
const TABLES = `
  create table $.term (id int primary key, term text not null unique);
  create table $.posting (
    term int not null, segment int not null, documents int not null, data bytea not null,
    primary key (term, segment));
  alter table $.posting alter column data set storage external;
  create table $.segment (id int primary key, documents int not null);
  create table $.word (word text primary key, term text not null, documents int not null, change bigint not null);
  create index on $.word (change);
  create table $.facet_value (
    id int primary key, field text not null, value text not null, label text not null, parent text,
    detail text, aliases jsonb not null, change bigint not null, unique (field, value));
  create table $.document (
    doc int primary key, material uuid not null, live boolean not null, replaced_by int,
    change bigint not null, title_key text collate "C" not null, columns bytea not null);
  create unique index on $.document (material) where live;
  create index on $.document (change);
  create index on $.document (title_key, doc);
  create index on $.document (replaced_by) where replaced_by is not null;
  create table $.content (doc int primary key, card jsonb not null, files jsonb not null, forward bytea not null);
  alter table $.content alter column forward set storage external;`;

/** The generation that readers use, or null before the first one of this analyser. */
export async function liveGeneration(db: pg.Pool | pg.ClientBase): Promise<Generation | null> {
  const { rows } = await db.query<{ id: number; schema: string; change: string }>(
    `select id, schema, change from search_generation where state = 'LIVE' and analyser = $1`,
    [ANALYSER_VERSION],
  );
  return rows[0] ? { ...rows[0], change: Number(rows[0].change) } : null;
}

/** Creates an empty generation in the state BUILDING. */
export async function createGeneration(client: pg.ClientBase): Promise<Generation> {
  const { rows } = await client.query<{ id: number; schema: string }>(
    `insert into search_generation (schema, analyser, state)
     select format('search_v%s_%s', $1::int, nextval('search_generation_number')), $1::int, 'BUILDING'
     returning id, schema`,
    [ANALYSER_VERSION],
  );
  const { id, schema } = rows[0]!;
  await client.query(`create schema "${schema}"`);
  await client.query(TABLES.replaceAll('$', `"${schema}"`));
  return { id, schema, change: 0 };
}

/** Makes a built generation the live one; the one before stays for a rollback, older ones go. */
export async function promoteGeneration(client: pg.ClientBase, generation: Generation): Promise<void> {
  const { rows } = await client.query<{ id: number; schema: string }>(
    `select id, schema from search_generation where state = 'PREVIOUS' for update`,
  );
  for (const old of rows) await dropGeneration(client, old);
  await client.query(`update search_generation set state = 'PREVIOUS' where state = 'LIVE'`);
  await client.query(
    `update search_generation set state = 'LIVE', promoted_at = now() where id = $1`,
    [generation.id],
  );
}

/** Removes a generation and all its tables. */
export async function dropGeneration(
  client: pg.ClientBase,
  generation: Pick<Generation, 'id' | 'schema'>,
): Promise<void> {
  await client.query(`drop schema if exists "${generation.schema}" cascade`);
  await client.query(`delete from search_generation where id = $1`, [generation.id]);
}
