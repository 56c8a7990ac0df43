import { inviteWords } from '$lib/words/en/invites.ts';
import { inOrder } from './in-order.ts';

export const inviteLives = inOrder(inviteWords.worksFor, ['86400', '604800', '0']);
export const inviteUses = inOrder(inviteWords.usesFor, ['1', '0']);
