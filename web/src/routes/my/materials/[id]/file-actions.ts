/** Steps of the material's files. */
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import { moved } from './moved.ts';
import { step } from './step.ts';

const Order = graphql(`
  mutation OrderFiles($id: ID!, $ids: [ID!]!) {
    orderFiles(id: $id, ids: $ids) {
      id
    }
  }
`);
const Rename = graphql(`
  mutation RenameFile($id: ID!, $fileId: ID!, $name: String!) {
    renameFile(id: $id, fileId: $fileId, name: $name) {
      id
    }
  }
`);
const Remove = graphql(`
  mutation RemoveFile($id: ID!, $fileId: ID!) {
    removeFile(id: $id, fileId: $fileId) {
      id
    }
  }
`);
const SetRole = graphql(`
  mutation SetFileRole($id: ID!, $fileId: ID!, $role: FileRole!) {
    setFileRole(id: $id, fileId: $fileId, role: $role) {
      id
    }
  }
`);

const move = (by: -1 | 1) =>
  step(async (one) => {
    const files = (await one.present())?.draft?.files ?? [];
    return one.change(Order, { id: one.id, ids: moved(files, one.text('file'), by) });
  });

export const fileActions = {
  fileUp: move(-1),
  fileDown: move(1),
  fileRename: step((one) => {
    const fileId = one.text('file');
    return one.change(Rename, { id: one.id, fileId, name: one.text(`name-${fileId}`) });
  }),
  fileRole: step((one) => {
    const fileId = one.text('file');
    const role = one.text(`role-${fileId}`) as VariablesOf<typeof SetRole>['role'];
    return one.change(SetRole, { id: one.id, fileId, role });
  }),
  fileRemove: step((one) => one.change(Remove, { id: one.id, fileId: one.text('file') })),
};
