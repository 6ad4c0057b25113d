import type { Client } from '@urql/core';
import type { graphql } from '#lib/graphql/graphql.ts';
import type { Withdrawn } from './routes/materials/[slug]/withdrawn.ts';
import type { Appearance } from '#lib/appearance.ts';

type Role = ReturnType<typeof graphql.scalar<'Role'>>;

declare global {
  namespace App {
    interface Error {
      status: number;
      message: string;
      /** What the reader may do. */
      advice?: string;
      /** Number to name when writing to the bank's keepers; also in the server's log. */
      reference?: string;
      /** What is left of a material that was withdrawn. */
      withdrawn?: Withdrawn;
    }
    /** Who has signed in. */
    interface Viewer {
      id: string;
      /** «Фамилия И. О.» */
      shortName: string;
      roles: Role[];
    }
    interface PageData {
      viewer?: Viewer | null;
      /** Address that visitors see, as the deployment says; empty where it does not. */
      publicUrl?: string;
    }
    interface Locals {
      appearance: Appearance;
      /** Null for a guest. */
      viewer: Viewer | null;
      /** The API, for this request alone. */
      client: Client;
    }
  }
}

export {};
