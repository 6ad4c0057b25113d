import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';
import { duplicateFields } from '#lib/material/duplicates.ts';

/** What the editor shows of a version. */
const draftFields = graphql(`
  fragment DraftFields on MaterialVersion {
    id
    number
    version
    title
    subtitle
    annotation
    language
    levels
    grades
    ageFrom
    ageTo
    subjects {
      slug
      title
    }
    themes {
      slug
      title
    }
    keywords
    audience
    technologies
    durationMinutes
    ageRating
    license
    rightsHolder
    year
    basedOn {
      slug
      title
    }
    changeNote
    childConsent
    childConsentCount
    childConsentPlace
    contributions {
      id
      order
      role
      name
      position
      organizationName
      invitedEmail
      confirmedAt
      declinedAt
    }
    files {
      id
      name
      format
      role
      size
      sha256
      pageCount
      durationSeconds
      textState
      viewer
      thumbnailUrl
      downloadUrl
    }
  }
`);

/** A material in the hands of its author. */
export const draftMaterial = graphql(
  `
    fragment DraftMaterial on OwnMaterial {
      id
      version
      kind
      state
      draftState
      slug
      registrationNumber
      reviewRound
      updatedAt
      viewerIsOwner
      network {
        slug
        name
      }
      organization {
        shortName
      }
      draft {
        ...DraftFields
      }
      checklist {
        field
        text
        blocking
        subjectId
      }
      waitsFor
      viewerCan {
        edit
        submit
        recall
        deleteDraft
        startNewVersion
        publish
        withdraw
        confirmCurrent
      }
    }
  `,
  [draftFields],
);

/** What the page shows besides what each change answers. */
export const EditorQuery = graphql(
  `
    query Editor($id: ID!) {
      ownMaterial(id: $id) {
        ...DraftMaterial
        withdrawnReason
        published {
          title
        }
        decisions {
          id
          kind
          note
          dueDate
          reason
          answer
          decidedAt
          decidedBy
        }
        ...DuplicateFields
      }
      uploads(materialId: $id) {
        id
        name
        length
        received
        state
        problem
      }
      myConsents {
        kind
        current
      }
    }
  `,
  [draftMaterial, duplicateFields],
);

/** The version alone, to compare with. */
export const DraftQuery = graphql(
  `
    query Draft($id: ID!) {
      ownMaterial(id: $id) {
        ...DraftMaterial
      }
    }
  `,
  [draftMaterial],
);

/** What a main file says of the material. */
export const ProposalsQuery = graphql(`
  query Proposals($fileId: ID!) {
    fileProposals(fileId: $fileId) {
      field
      values
      label
      reason
      quote
      page
      slide
    }
  }
`);

/** How captions are read. */
export const CaptionsQuery = graphql(`
  query Captions($fileId: ID!) {
    captionCheck(fileId: $fileId) {
      count
      captions {
        start
        text
      }
      faults {
        line
        text
      }
    }
  }
`);

/** Words to choose from, which seldom change. */
export const ChoicesQuery = graphql(`
  query DraftChoices {
    subjects {
      slug
      title
    }
    priorityThemes {
      slug
      title
      status
    }
    networks(first: 100) {
      nodes {
        slug
        name
      }
    }
  }
`);

export const UpdateDraft = graphql(
  `
    mutation UpdateDraft($id: ID!, $expectedVersion: Int!, $input: DraftInput!) {
      updateDraft(id: $id, expectedVersion: $expectedVersion, input: $input) {
        ...DraftMaterial
      }
    }
  `,
  [draftMaterial],
);

/** The material in the editor. */
export type DraftMaterial = ResultOf<typeof draftMaterial>;
/** Its working version. */
export type Draft = NonNullable<DraftMaterial['draft']>;
/** A file of it. */
export type DraftFile = Draft['files'][number];
/** What the bank reads out of a main file. */
export type Proposal = ResultOf<typeof ProposalsQuery>['fileProposals'][number];
/** How a file of captions is read. */
export type CaptionCheck = ResultOf<typeof CaptionsQuery>['captionCheck'];
/** All that the page shows of a material. */
export type EditorMaterial = NonNullable<ResultOf<typeof EditorQuery>['ownMaterial']>;
/** An upload that is not whole. */
export type OpenUpload = ResultOf<typeof EditorQuery>['uploads'][number];
