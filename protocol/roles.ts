import * as v from 'valibot';

/** What a person may be in a room, from the least to the most. Whoever is not written down as anything is a guest. */
export const roles = ['guest', 'member', 'moderator', 'owner'] as const;
export const Role = v.picklist(roles);
export type Role = v.InferOutput<typeof Role>;

export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}

/** Whoever acts on somebody stands above them: nobody acts on an equal, nobody on the owner. */
export function outranks(role: Role, other: Role): boolean {
  return roles.indexOf(role) > roles.indexOf(other);
}
