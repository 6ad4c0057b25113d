import type pg from 'pg';
import {
  registerGeneration,
  retireGenerations,
  type Generation,
  type IndexOwner,
  type OldGeneration,
} from '../generations.js';

/** Tables of a generation. `^` before a term means: in the title. */
const TABLES = `
  create table $.term (id int primary key, term text not null unique);
  create table $.posting (
    term int not null, segment int not null, documents int not null, data bytea not null,
    primary key (term, segment));
  alter table $.posting alter column data set storage external;
  create table $.segment (id int primary key, documents int not null);
  create table $.word (
    id int primary key, word text not null unique, term text not null, documents int not null,
    change bigint not null);
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
  alter table $.content alter column forward set storage external;
  create table $.spelling (doc int primary key, words bytea not null);`;

/** Creates an empty generation in the state BUILDING. */
export async function createGeneration(client: pg.ClientBase, owner: IndexOwner): Promise<Generation> {
  const generation = await registerGeneration(client, owner);
  await client.query(`create schema "${generation.name}"`);
  await client.query(TABLES.replaceAll('$', `"${generation.name}"`));
  return generation;
}

/** Makes a built generation the live one; the one before stays for a rollback, older ones go. */
export async function promoteGeneration(
  client: pg.ClientBase,
  owner: IndexOwner,
  generation: Generation,
): Promise<void> {
  for (const old of await retireGenerations(client, owner, generation.id)) await dropGeneration(client, old);
}

/** Removes a generation and all its tables. */
export async function dropGeneration(client: pg.ClientBase, generation: OldGeneration): Promise<void> {
  await client.query(`drop schema if exists "${generation.name}" cascade`);
  await client.query(`delete from search_generation where id = $1`, [generation.id]);
}
