import { closeCodes } from '../../protocol/close-codes.ts';
import type { Notice } from '../room/audited-act.ts';
import type { Admission } from './admission.ts';
import type { Audience } from './audience.ts';

/** Tells those who are connected what somebody did, and has those gone who may not be here any more. */
export function tell(news: readonly Notice[], audience: Audience, admission: Admission): void {
  for (const one of news) {
    switch (one.is) {
      case 'settings':
        audience.publish([{ t: 'settings', settings: one.settings }]);
        break;
      case 'pins':
        audience.publish([{ t: 'pins', pins: one.pins }]);
        break;
      case 'changed': {
        const { is: t, ...changed } = one;
        audience.publish([{ t, ...changed }]);
        break;
      }
      case 'muted':
        audience.tell(one.whom, {
          t: 'standing',
          ...(one.until === undefined ? {} : { mutedUntil: one.until }),
        });
        break;
      case 'kicked':
        audience.dismiss(one.whom, closeCodes.kicked);
        break;
      case 'reported':
        audience.tell({ atLeast: 'moderator' }, { t: 'reported', n: one.n });
        break;
      case 'ranks':
        admission.judgeAnew();
    }
  }
}
