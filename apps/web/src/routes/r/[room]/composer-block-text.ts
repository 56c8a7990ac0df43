import type { ComposerBlock } from '$lib/composer-block.ts';
import { untilOf } from '$lib/dates.ts';
import type { Reader } from '$lib/reader.ts';
import { composerWords } from '$lib/words/en/composer.ts';

export function composerBlockText(composerBlock: ComposerBlock, now: number, reader: Reader): string {
  if (composerBlock.is === 'muted') return composerWords.muted(untilOf(composerBlock.until, now, reader));
  if (composerBlock.is === 'locked') return composerWords.locked;
  return composerBlock.least === 'member' ? composerWords.membersWrite : composerWords.moderatorsWrite;
}
