import { type ByRequest, byRequest } from './by-request.ts';
import { type CardVerbs, card } from './card.ts';
import { type Clock, clock } from './clock.ts';
import { type ComingAndGoing, comingAndGoing } from './coming-and-going.ts';
import { type CompletionVerbs, completion } from './completion.ts';
import { type Composer, composer } from './composer.ts';
import { type Cost, cost } from './cost.ts';
import { type Editing, editing } from './editing.ts';
import { type FindingVerbs, finding } from './finding.ts';
import { type FormattedVerbs, formatted } from './formatted.ts';
import { type Hands, hands } from './hands.ts';
import { type InviteVerbs, invites } from './invites.ts';
import { type Keyboard, keyboard } from './keyboard.ts';
import { type Light, light } from './light.ts';
import { type Lobby, lobby } from './lobby.ts';
import { type Log, log } from './log.ts';
import { type ModerationVerbs, moderation } from './moderation.ts';
import { type Names, names } from './names.ts';
import { type Network, network } from './network.ts';
import { type Passkeys, passkeys } from './passkeys.ts';
import { type PinVerbs, pins } from './pins.ts';
import { type Presence, presence } from './presence.ts';
import { type ReactionVerbs, reactions } from './reactions.ts';
import { type ReadingVerbs, reading } from './reading.ts';
import { type ReplyVerbs, replies } from './replies.ts';
import { type RoomsPanel, roomsPanel } from './rooms-panel.ts';
import { type SanctionVerbs, sanctions } from './sanctions.ts';
import { type Screen, screen } from './screen.ts';
import { type ScreenReader, screenReader } from './screen-reader.ts';
import { type Scrolling, scrolling } from './scrolling.ts';
import { type SettingsVerbs, settings } from './settings.ts';
import { type Sight, sight } from './sight.ts';
import { type SigningOut, signingOut } from './signing-out.ts';
import { type StatusPage, statusPage } from './status.ts';
import { type Storage, storage } from './storage.ts';
import { type SwitchingVerbs, switching } from './switching.ts';
import type { Tab } from './tab.ts';
import { type ThreadVerbs, threads } from './threads.ts';
import { type Transcript, transcript } from './transcript.ts';
import { type Troubles, troubles } from './troubles.ts';
import { type UnreadVerbs, unread } from './unread.ts';
import { type View, view } from './view.ts';

/** Somebody at a browser of their own, behind a line of their own: all that they can do and see, in one object. */
export interface Actor
  extends Tab,
    Troubles,
    Clock,
    ByRequest,
    Network,
    Transcript,
    ReadingVerbs,
    FormattedVerbs,
    CardVerbs,
    CompletionVerbs,
    Scrolling,
    Cost,
    View,
    Composer,
    Hands,
    Editing,
    ReactionVerbs,
    ReplyVerbs,
    PinVerbs,
    FindingVerbs,
    UnreadVerbs,
    SwitchingVerbs,
    ThreadVerbs,
    Presence,
    ComingAndGoing,
    Names,
    Passkeys,
    SigningOut,
    Lobby,
    InviteVerbs,
    SettingsVerbs,
    ModerationVerbs,
    SanctionVerbs,
    Log,
    RoomsPanel,
    Light,
    Screen,
    Keyboard,
    ScreenReader,
    StatusPage,
    Sight,
    Storage {
  /** Another tab of the same browser. */
  opensAnotherTab(): Promise<Actor>;
}

/** Each part is given the parts that it is made of. No two share a verb: the last would silently be the one that counts. */
export function personAt(tab: Tab, noted: string[] = []): Actor {
  const trouble = troubles(tab, noted);
  const time = clock(tab);
  const requests = byRequest(tab);
  const list = transcript(tab);
  const field = composer(tab, list);
  const contact = network(tab, trouble);
  const ways = comingAndGoing(tab, field, requests, contact);
  const rooms = roomsPanel(tab, ways);
  const day = light(tab, rooms);
  const self = names(tab, ways);
  const beside = settings(tab);
  const words = reading(tab);
  const keeping = moderation(tab, list);

  return {
    ...tab,
    ...trouble,
    ...time,
    ...requests,
    ...contact,
    ...list,
    ...words,
    ...formatted(tab, list),
    ...card(tab, list),
    ...completion(tab),
    ...scrolling(tab, list),
    ...cost(tab, list),
    ...view(list),
    ...field,
    ...hands(tab, list),
    ...editing(tab, list),
    ...reactions(tab, list),
    ...replies(tab, list, field),
    ...pins(tab, list),
    ...finding(tab, list),
    ...unread(tab, list),
    ...switching(tab),
    ...threads(tab, list),
    ...presence(tab, time),
    ...ways,
    ...self,
    ...passkeys(tab, self),
    ...signingOut(tab, self, ways, trouble),
    ...lobby(tab, self),
    ...invites(tab, ways, self),
    ...beside,
    ...keeping,
    ...sanctions(tab, keeping, words),
    ...log(tab, beside),
    ...rooms,
    ...day,
    ...screen(tab),
    ...keyboard(tab, day),
    ...screenReader(tab),
    ...statusPage(tab),
    ...sight(tab),
    ...storage(tab),

    async opensAnotherTab() {
      const another = personAt({ ...tab, page: await tab.context.newPage() }, noted);
      // Whoever looks at a tab makes it try its line anew, and Firefox complains of the attempt given up for that.
      for (const { expects } of [trouble, another]) expects(/was interrupted while the page was loading/);
      return another;
    },
  };
}
