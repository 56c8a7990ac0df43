import { moderationWords } from '$lib/words/en/moderation.ts';
import { inOrder } from '../../in-order.ts';

export const muteTimes = inOrder(moderationWords.muteFor, ['600', '3600', '86400']);
export const banTimes = inOrder(moderationWords.banFor, ['86400', '604800', '0']);
