import * as v from "valibot";
/**
* Why a socket was closed. The sentence is the close reason on the wire, for whoever writes a client.
*
* `then` is what a client does about it: `retry` with backoff, `stop` because trying again cannot help,
* `reload` because the page is older than the room, `introduce` because a name must be given first, `leave`
* because the room is not open to this person (any more).
*/
var closeCodes = {
	binary: {
		code: 1003,
		then: "stop",
		sentence: "Frames are text."
	},
	tooLarge: {
		code: 1009,
		then: "stop",
		sentence: "A frame takes at most 32 KiB."
	},
	fault: {
		code: 1011,
		then: "retry",
		sentence: "Something broke on our side."
	},
	/** Its reason on the wire is not the sentence but how long to stay away: see `retryAfterReason`. */
	overloaded: {
		code: 1013,
		then: "retry",
		sentence: "The room has more to do than it can. Come back later."
	},
	notJson: {
		code: 4e3,
		then: "stop",
		sentence: "A frame is one JSON object."
	},
	notOfTheProtocol: {
		code: 4001,
		then: "stop",
		sentence: "The protocol has no such frame."
	},
	wrongVersion: {
		code: 4002,
		then: "reload",
		sentence: "The room speaks another version of the protocol."
	},
	beforeHello: {
		code: 4003,
		then: "stop",
		sentence: "The first frame is a hello."
	},
	helloTwice: {
		code: 4004,
		then: "stop",
		sentence: "One hello is enough."
	},
	noHello: {
		code: 4005,
		then: "retry",
		sentence: "A hello was waited for, and never came."
	},
	silent: {
		code: 4006,
		then: "retry",
		sentence: "The line was silent for so long that it seemed dead."
	},
	/** Its reason on the wire is not the sentence but how long to stay away, as with `overloaded`. */
	tooFast: {
		code: 4007,
		then: "retry",
		sentence: "Too much came too fast."
	},
	/** One of them may close at any time, or be found dead. */
	tooManySockets: {
		code: 4008,
		then: "retry",
		sentence: "This person has too many sockets open here. One comes in when another has closed."
	},
	noName: {
		code: 4010,
		then: "introduce",
		sentence: "Give a name first: there was no valid session cookie."
	},
	signedOut: {
		code: 4011,
		then: "introduce",
		sentence: "This session was signed out."
	},
	nameTaken: {
		code: 4012,
		then: "introduce",
		sentence: "Somebody here has that name already. Choose another."
	},
	noRoom: {
		code: 4013,
		then: "leave",
		sentence: "There is no such room."
	},
	banned: {
		code: 4014,
		then: "leave",
		sentence: "This room is closed to you."
	},
	kicked: {
		code: 4015,
		then: "leave",
		sentence: "You were asked to leave this room."
	}
};
/** Any code that is not ours (a lost line is 1006, a restarting server 1001 or 1012) deserves a retry. */
function afterClose(code) {
	return Object.values(closeCodes).find((known) => known.code === code)?.then ?? "retry";
}
/** How long a close reason asks a client to stay away; undefined when it does not. */
function retryAfterMs(reason) {
	const [, seconds] = /^Retry-After: (\d{1,5})$/.exec(reason) ?? [];
	return seconds === void 0 ? void 0 : Number(seconds) * 1e3;
}
/** Every number that both ends agree on. Sizes are in the unit their name states. */
var limits = {
	/** Letters are Unicode code points: what a person would roughly count, and what any language can count. */
	messageLetters: 4e3,
	nameLetters: 64,
	roomNameLetters: 64,
	/** Nonspacing marks on one base letter. No living script needs more; "zalgo" does. */
	marksOnALetter: 4,
	/** The same for scripts that build whole syllables of them: Tibetan's subjoined letters, and pointed Hebrew. */
	marksOfASyllable: 8,
	/** A whole frame towards the room, measured before it is parsed. */
	frameBytes: 32768,
	/** A form as it is posted. Far more than a message takes, so that one that is too long comes back to be shortened. */
	formBytes: 1048576,
	/** Messages in one page of history. */
	pageMessages: 50,
	/** Words in one page or one welcome, in UTF-8, of which there is always one message: a slow line must get in. */
	pageBytes: 65536,
	/** Messages in a welcome that does not just go on: fewer, because after a restart everybody gets one. */
	firstPageMessages: 20,
	/** How far back a resent act is looked for: changes of the room after the last one its sender had seen. */
	resendScanChanges: 1e4,
	titleLetters: 64,
	topicLetters: 200,
	/** Why something was done to somebody. */
	reasonLetters: 200,
	passkeyLetters: 64,
	/** The longest slow mode, in seconds. */
	slowS: 3600,
	/** The longest mute, and the longest ban that ends. */
	sanctionS: 31536e3,
	/** The longest an invite lives, and the most often it can be used. */
	inviteS: 31536e3,
	inviteUses: 1e4,
	invites: 100,
	/** Acts of one person in one room: so many at once, and then so many a second. */
	actsAtOnce: 40,
	actsPerSecond: 2,
	/** Pages of history, in the same way. */
	pagesAtOnce: 60,
	pagesPerSecond: 10,
	/** Refusals of that kind in a row, after which the socket is closed. */
	refusalsInARow: 60,
	/** A client has no more than so many acts under way, so that one who was away is not taken for a flood. */
	actsUnderWay: 10,
	/** People of whom everybody in a room is told by name. Where more are present, how many they are is told. */
	rosterPeople: 200,
	/** Where more are present, so many of those who spoke last are told by name all the same. */
	rosterSpeakers: 20,
	/** People on one page of those who are here. */
	pagePeople: 100,
	/** Sockets of one person in one room. */
	socketsOfOne: 20,
	/** Sockets in one room of those who only listen: from one address, and from all. */
	listenersOfOne: 20,
	listeners: 500,
	/** Rooms that one person may make in a day. */
	roomsADay: 20,
	passkeys: 20,
	/** How many changes of older messages a return looks through before it starts over. */
	changesReplayed: 500
};
/** Answered by the runtime itself, so that asking does not wake a sleeping room. Plain text, not JSON. */
var heartbeat = {
	ping: "ping",
	pong: "pong",
	/** A line that has not asked for this long is dead. Hidden pages are let run once a minute. */
	silentMs: 75e3
};
/** What a person may be in a room, from the least to the most. Whoever is not written down as anything is a guest. */
var roles = [
	"guest",
	"member",
	"moderator",
	"owner"
];
var Role = v.picklist(roles);
function isAtLeast(role, least) {
	return roles.indexOf(role) >= roles.indexOf(least);
}
/**
* A place in a room's one order of everything that changes it: messages, edits, deletions. 1, 2, 3 … without a
* hole; zero stands for "before the first".
*/
var Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Made by whoever says the message; saying the same id again is a resend, not a second message. */
var MessageId = v.pipe(v.string(), v.regex(/^[\w-]{10,36}$/));
/** Made by whoever acts (says, edits, deletes), with the same promise. A message's id is that of its saying. */
var ActId = MessageId;
var PersonId = v.pipe(v.string(), v.regex(/^[\w-]{10,36}$/));
var Person = v.object({
	id: PersonId,
	name: v.string(),
	/** True for someone who only gave a name. Names of guests prove nothing. */
	guest: v.boolean(),
	/** What they are in this room. Told of those who are there, not beside what was said. */
	role: v.exactOptional(Role),
	/** They had themselves forgotten: the name is empty, and their words stand without one. */
	left: v.exactOptional(v.literal(true))
});
var Message = v.object({
	seq: Seq,
	id: MessageId,
	by: Person,
	text: v.string(),
	/** Milliseconds since 1970, by the room's clock. Order comes from seq, never from this. */
	at: v.number(),
	/** The seq of its latest change; absent while it is as it was said. */
	changed: v.exactOptional(Seq),
	/** When its words were last changed, as in `at`. */
	editedAt: v.exactOptional(v.number()),
	/** Taken back: the place stays, the words are gone and `text` is empty. */
	deleted: v.exactOptional(v.literal(true)),
	/** Who took it away, when that was not its author. */
	removedBy: v.exactOptional(Person)
});
/** Of two states of one message the one with the greater version is the newer. */
var versionOf = ({ seq, changed }) => changed ?? seq;
/** Which message is meant. Its place finds it, its id makes sure: a restored room gives places out anew. */
var MessageRef = v.object({
	seq: Seq,
	id: MessageId
});
/**
* Part of a room's history without a hole in it: every message whose seq is greater than `after`, up to
* and including `upTo`, each as it stands now. `after` 0 means that nothing older exists.
*/
var stretchEntries = {
	after: Seq,
	upTo: Seq,
	/**
	* The id of the act at `upTo`, by which a client knows the place again; absent in a page out of the middle, and where
	* there is no act.
	*/
	upToId: v.exactOptional(ActId),
	messages: v.array(Message)
};
v.object(stretchEntries);
/**
* Why a room, or the Worker before it, does not do what a person asked. Expected, and the person's to mend:
* the sentence says what is wrong and what would be right.
*/
var reasons = [
	"empty",
	"too-long",
	"unreadable",
	"too-many-marks",
	"too-old",
	"no-such-page",
	"no-such-message",
	"not-yours",
	"deleted",
	"muted",
	"locked",
	"not-allowed",
	"too-fast",
	"slow",
	"name-taken",
	"reserved",
	"no-such-person",
	"no-such-invite",
	"too-many-rooms",
	"too-many",
	"last-passkey",
	"no-such-passkey"
];
/**
* `listed`: in the lobby, open to all. `unlisted`: open to whoever has the link. `private`: open to members; to
* everybody else it answers as a room that does not exist.
*/
var Visibility = v.picklist([
	"listed",
	"unlisted",
	"private"
]);
/** The least role that may do something. */
var Posting = v.picklist([
	"guest",
	"member",
	"moderator"
]);
var Inviting = v.picklist([
	"member",
	"moderator",
	"owner"
]);
/** How a room is. Everybody who may read it may know this. */
var Settings = v.object({
	/** Empty: the room goes by its address. */
	title: v.string(),
	topic: v.string(),
	visibility: Visibility,
	posting: Posting,
	inviting: Inviting,
	/** Only moderators write. */
	locked: v.boolean(),
	/** Seconds between two messages of one person who is no moderator; 0 for as fast as they like. */
	slowS: v.number()
});
/** What a room sends. One frame is a list of events, so that a busy room can put many into one. */
/** Who is in a room. */
var rosterEntries = {
	/** How many people are present. */
	here: v.number(),
	/**
	* All of them, in the order they came. Where more are here than `limits.rosterPeople`, only you, moderators, and who spoke
	* last: of anybody else one can ask.
	*/
	present: v.array(Person)
};
v.object(rosterEntries);
var Welcome = v.object({
	t: v.literal("welcome"),
	/** Milliseconds since 1970 by the room's clock, for those whose own is wrong. */
	at: v.number(),
	/** Absent for whoever only listens. */
	you: v.exactOptional(Person),
	...rosterEntries,
	/** What the client lacks: everything after its `since`, or the newest page when that is too much. */
	...stretchEntries,
	/** Messages up to `since` that changed after it, as they stand now. */
	changed: v.array(Message),
	/**
	* True when what the client holds cannot be brought up to date this way: too much of it changed, or the
	* room was restored to an earlier day. It forgets it all, and pages back from this stretch.
	*/
	forget: v.boolean(),
	settings: Settings,
	/** Until when you cannot write here, by the room's clock; absent while you can. */
	mutedUntil: v.exactOptional(v.number()),
	/** To moderators: the number in the log of the newest report, where there is one. */
	report: v.exactOptional(v.number())
});
/** Also the sender's own acknowledgement: there is no other. */
var Said = v.object({
	t: v.literal("said"),
	message: Message
});
/** A message is no longer as it was. Also the acknowledgement of whoever changed it. */
var Changed = v.object({
	t: v.literal("changed"),
	/** Which act did it, and whose. */
	id: ActId,
	by: PersonId,
	/** As it stands now. Its `changed` is this event's place in the order, unless this answers a resend. */
	message: Message
});
/**
* Somebody came, goes by a new name, or is something else in this room now. `here`: how many are present after that, and after
* all else in the same frame.
*/
var Arrived = v.object({
	t: v.literal("arrived"),
	person: Person,
	here: v.number()
});
var Left = v.object({
	t: v.literal("left"),
	person: PersonId,
	here: v.number()
});
/** Some came or went, of whom nobody is told by name: more are here than `limits.rosterPeople`. */
var Here = v.object({
	t: v.literal("here"),
	here: v.number()
});
/** The room is another way now. */
var Changing = v.object({
	t: v.literal("settings"),
	settings: Settings
});
/** To you alone: until when you cannot write here; absent when you can again. */
var Standing = v.object({
	t: v.literal("standing"),
	mutedUntil: v.exactOptional(v.number())
});
/** To moderators alone: somebody reported a message. `n`: the number of that in the log. */
var Reported = v.object({
	t: v.literal("reported"),
	n: v.number()
});
/** The answer to `page`, with `upTo` one below the `before` that was asked. */
var Paged = v.object({
	t: v.literal("paged"),
	...stretchEntries
});
/** The room does not do what was asked, and stays as it was. The socket stays open. */
var Refused = v.object({
	t: v.literal("refused"),
	reason: v.picklist(reasons),
	/** In English; a client with its own words goes by the reason. */
	sentence: v.string(),
	/** When the same could be accepted, for `too-fast` and `slow`. */
	retryAfterMs: v.exactOptional(v.number()),
	/** Which act was refused, or which page. */
	of: v.variant("t", [v.object({
		t: v.picklist([
			"say",
			"edit",
			"delete"
		]),
		id: ActId
	}), v.object({
		t: v.literal("page"),
		before: Seq
	})])
});
var Event = v.variant("t", [
	Welcome,
	Said,
	Changed,
	Arrived,
	Left,
	Here,
	Changing,
	Standing,
	Reported,
	Paged,
	Refused
]);
var Down = v.array(Event);
/** What a client may send. The first frame on a socket is a hello, and only the first. */
var Hello = v.object({
	t: v.literal("hello"),
	/** The protocol version the client speaks. */
	v: v.number(),
	/** The newest seq the client has seen, or 0 for none. */
	since: Seq,
	/** The id of the act at `since`: where the room has another there, it was restored to an earlier day meanwhile. */
	sinceId: v.exactOptional(ActId)
});
/** What every act carries, so that the room does it once however often it is sent. */
var act = {
	id: ActId,
	/** The last seq the client had seen when it first sent this id. Unchanged in a resend. */
	after: Seq
};
var Say = v.object({
	t: v.literal("say"),
	...act,
	text: v.string()
});
/** Other words for a message of one's own. */
var Edit = v.object({
	t: v.literal("edit"),
	...act,
	message: MessageRef,
	text: v.string()
});
/** Takes a message of one's own back. */
var Delete = v.object({
	t: v.literal("delete"),
	...act,
	message: MessageRef
});
v.variant("t", [
	Say,
	Edit,
	Delete
]);
var Page = v.object({
	t: v.literal("page"),
	/** Answered with the messages just older than this seq. */
	before: Seq
});
/** An act that was refused as `too-fast` will not be sent again: it keeps no turn any more. Answered by nothing. */
var Cancel = v.object({
	t: v.literal("cancel"),
	id: ActId
});
v.variant("t", [
	Hello,
	Say,
	Edit,
	Delete,
	Page,
	Cancel
]);
/**
* True when a letter carries more marks than any living script puts on one, so that they run over the lines above and
* below ("zalgo"). Only nonspacing marks stack: spacing ones, with which Burmese and the scripts of India write vowels,
* stand beside the letter.
*/
function hasTooManyMarks(text) {
	return tooMany.test(text);
}
var unseen = "\\p{Default_Ignorable_Code_Point}";
var between = `[\\p{Mc}\\p{Cf}${unseen}]*`;
var mark = `(?!${unseen})[\\p{Mn}\\p{Me}]`;
var syllabic = "[\\p{Script=Hebrew}\\u0f8d-\\u0fbc]";
var stacked = `(?!${syllabic})${mark}(?:${between}(?=${syllabic})${mark})*${between}`;
var tooMany = new RegExp(`(?:${stacked}){${limits.marksOnALetter + 1}}|(?:${mark}${between}){${limits.marksOfASyllable + 1}}`, "u");
/**
* What may be said, and what a person or a room may be called. The room decides by these rules; a client
* uses the same ones to say so sooner.
*/
function tidyText(raw) {
	const text = withoutBlankEdges(raw.replace(lineBreaks, "\n").replace(controls, "").replace(bidiOverrides, ""));
	return refusalOf(text, limits.messageLetters) ?? { text };
}
/** Code points, as `limits` counts them. */
function letters(text) {
	let count = 0;
	for (const _ of text) count += 1;
	return count;
}
var lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
var controls = /[^\P{Cc}\n\t]/gu;
var bidiOverrides = /[\u202a-\u202e\u2066-\u2069]/g;
var visible = /[^\s\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
function withoutBlankEdges(text) {
	const lineOfFirstWord = text.lastIndexOf("\n", text.search(/\S/)) + 1;
	return text.slice(lineOfFirstWord).trimEnd();
}
function refusalOf(text, mostLetters) {
	if (text.length > mostLetters * 2 || letters(text) > mostLetters) return { refused: "too-long" };
	if (!text.isWellFormed()) return { refused: "unreadable" };
	if (!visible.test(text)) return { refused: "empty" };
	if (hasTooManyMarks(text)) return { refused: "too-many-marks" };
}
/** The one place where a frame from a room becomes events. Undefined for a broken one. */
function parseDown(frame) {
	if (typeof frame !== "string") return void 0;
	const parsed = v.safeParse(Down, parseJson(frame));
	return parsed.success ? parsed.output : void 0;
}
function parseJson(frame) {
	try {
		return JSON.parse(frame);
	} catch {
		return;
	}
}
/** How patient a client is. All in milliseconds. */
var timing = {
	/** Opening a socket, and then being welcomed, each have this long. */
	openMs: 1e4,
	greetMs: 1e4,
	/** How long a nudge lets an attempt go on before it tries another. */
	impatientMs: 2e3,
	/**
	* The room's runtime is asked for a pong this often, whatever else is heard: it does not wake the room, and
	* the room takes a line that never asks for dead.
	*/
	pingMs: 2e4,
	pongMs: 5e3,
	/** A connection that lasted this long was a good one: the next attempt starts from the shortest wait. */
	steadyMs: 5e3,
	shortestBackoffMs: 500,
	longestBackoffMs: 3e4,
	/** What each person present adds to the shortest backoff: a thousand people come back over some seconds. */
	perPersonMs: 3,
	/** However long a room asks to be left alone, somebody waits for it. */
	longestRetryAfterMs: 3e5,
	/** Someone who is back this soon never left: they only loaded the page anew. */
	graceMs: 1e4
};
/**
* Exponential backoff with full jitter: anything from nothing to the doubled wait, so that a room full of
* people who lost it together does not get them all back in the same instant.
*
* @param attempt how many attempts have failed in a row, from 0
* @param random  from 0 up to, not including, 1
* @param crowd   how many people are likely to come back at the same time
*/
function backoffMs(attempt, random, crowd) {
	const shortest = timing.shortestBackoffMs + crowd * timing.perPersonMs;
	const ceiling = Math.min(timing.longestBackoffMs, shortest * 2 ** Math.min(attempt, 16));
	return Math.round(ceiling * random);
}
var idle = {
	is: "idle",
	socket: 0,
	notBefore: 0
};
function step(now, happening, moment) {
	if ("socket" in happening && (happening.socket !== now.socket || !hasSocket(now))) return stay(now);
	switch (happening.t) {
		case "start": return start(now, moment);
		case "pause": return pause(now);
		case "nudge": return nudge(now, moment);
		case "doubt": return now.is === "live" ? ping(now, moment) : stay(now);
		case "tick": return tick(now, moment);
		case "opened": return now.is === "connecting" ? greet(now, moment) : stay(now);
		case "heard": return heard(now, happening.welcome, moment);
		case "garbled": return {
			connection: {
				is: "stopped",
				socket: now.socket,
				because: "reload"
			},
			effects: closing(now)
		};
		case "skipped": return lose(now, moment);
		case "closed": {
			const then = afterClose(happening.code);
			if (then === "retry") return wait(now, moment, happening.retryAfterMs);
			return stay({
				is: "stopped",
				socket: now.socket,
				because: then,
				code: happening.code
			});
		}
	}
}
/** When the machine next wants a tick, or undefined when it waits for nothing but the world. */
function nextTickMs(now) {
	switch (now.is) {
		case "connecting":
		case "greeting":
		case "waiting": return now.until;
		case "live": return Math.min(now.pingAt, now.pongBy ?? Number.POSITIVE_INFINITY);
		default: return;
	}
}
/** Whether its newest socket is in use, and not given up. */
function hasSocket(now) {
	return now.is === "connecting" || now.is === "greeting" || now.is === "live";
}
function stay(connection) {
	return {
		connection,
		effects: []
	};
}
function connect(lastSocket, attempt, { nowMs }) {
	const socket = lastSocket + 1;
	return {
		connection: {
			is: "connecting",
			socket,
			attempt,
			until: nowMs + timing.openMs
		},
		effects: [{
			do: "open",
			socket
		}]
	};
}
function start(now, moment) {
	if (now.is === "stopped") return connect(now.socket, 0, moment);
	if (now.is !== "idle") return stay(now);
	const { socket, notBefore } = now;
	if (moment.nowMs >= notBefore) return connect(socket, 0, moment);
	return stay({
		is: "waiting",
		socket,
		attempt: 0,
		until: notBefore + backoffMs(0, moment.random, moment.crowd),
		notBefore
	});
}
function pause(now) {
	if (now.is === "stopped") return stay(now);
	const notBefore = "notBefore" in now ? now.notBefore : 0;
	return {
		connection: {
			is: "idle",
			socket: now.socket,
			notBefore
		},
		effects: closing(now)
	};
}
function greet({ socket, attempt }, { nowMs }) {
	return {
		connection: {
			is: "greeting",
			socket,
			attempt,
			until: nowMs + timing.greetMs
		},
		effects: [{
			do: "hello",
			socket
		}]
	};
}
function heard(now, welcome, { nowMs }) {
	if (now.is === "live") {
		const { pongBy, ...well } = now;
		return stay(well);
	}
	if (now.is !== "greeting" || !welcome) return stay(now);
	const { socket, attempt } = now;
	return stay({
		is: "live",
		socket,
		attempt,
		since: nowMs,
		pingAt: nowMs + timing.pingMs
	});
}
function nudge(now, moment) {
	if (now.is === "waiting") return tryAgain(now, moment);
	if (now.is === "live") return ping(now, moment);
	if ((now.is === "connecting" || now.is === "greeting") && moment.nowMs - begunAt(now) >= timing.impatientMs) {
		const again = connect(now.socket, now.attempt, moment);
		return {
			...again,
			effects: [...closing(now), ...again.effects]
		};
	}
	return stay(now);
}
function tick(now, moment) {
	const due = nextTickMs(now);
	if (due === void 0 || moment.nowMs < due) return stay(now);
	if (now.is === "waiting") return connect(now.socket, now.attempt, moment);
	if (now.is === "live" && now.pongBy === void 0) return ping(now, moment);
	return lose(now, moment);
}
function lose(now, moment) {
	return {
		...wait(now, moment),
		effects: closing(now)
	};
}
function tryAgain(now, moment) {
	if (moment.nowMs >= now.notBefore) return connect(now.socket, now.attempt, moment);
	return stay(now);
}
function ping(now, { nowMs }) {
	if (now.pongBy !== void 0) return stay(now);
	return {
		connection: {
			...now,
			pingAt: nowMs + timing.pingMs,
			pongBy: nowMs + timing.pongMs
		},
		effects: [{
			do: "ping",
			socket: now.socket
		}]
	};
}
function wait(now, { nowMs, random, crowd }, retryAfterMs = 0) {
	const attempt = now.is === "live" && nowMs - now.since >= timing.steadyMs || !("attempt" in now) ? 0 : now.attempt;
	const notBefore = nowMs + Math.min(retryAfterMs, timing.longestRetryAfterMs);
	const until = notBefore + backoffMs(attempt, random, crowd);
	return stay({
		is: "waiting",
		socket: now.socket,
		attempt: attempt + 1,
		until,
		notBefore
	});
}
function begunAt(now) {
	return now.until - (now.is === "connecting" ? timing.openMs : timing.greetMs);
}
function closing(now) {
	return hasSocket(now) ? [{
		do: "close",
		socket: now.socket
	}] : [];
}
/** Pages of history that a person wants to see, each named by its `before`, until they are answered. */
var PagesWanted = class {
	#wanted = /* @__PURE__ */ new Set();
	/** Those asked for on the present connection. */
	#asked = /* @__PURE__ */ new Set();
	want(before) {
		this.#wanted.add(before);
	}
	/** What is wanted and not yet asked for; from now on it counts as asked. */
	takeUnasked() {
		const unasked = [...this.#wanted].filter((before) => !this.#asked.has(before));
		for (const before of unasked) this.#asked.add(before);
		return unasked;
	}
	answered(before) {
		this.#wanted.delete(before);
		this.#asked.delete(before);
	}
	/** The room wants to be asked later. */
	refused(before) {
		this.#asked.delete(before);
	}
	/** The line was lost, and the answers with it. */
	askAgain() {
		this.#asked.clear();
	}
};
/**
* Who is in the room now, in the order they came. Whoever is gone stays for a while: they may only be loading
* the page anew, or all be coming back after the room was started anew.
*
* In a crowd (more than `limits.rosterPeople`) a room tells how many are here, and by name only of a few: then this has
* moderators, oneself, and who spoke last, and goes on like that until the next welcome.
*/
var Roster = class {
	#clock;
	#parted;
	#isSelf;
	#people;
	/** How many are here in a crowd; undefined while all of them are known. */
	#crowd;
	/** Who is gone, and until when nothing is said of it. */
	#leaving = /* @__PURE__ */ new Map();
	#stopTimer = () => {};
	/**
	* @param parted is told of everyone who has been gone for long enough
	* @param isSelf whether that is whoever sits here
	*/
	constructor(clock, { present, here }, parted, isSelf) {
		this.#clock = clock;
		this.#people = present;
		this.#crowd = here > present.length ? here : void 0;
		this.#parted = parted;
		this.#isSelf = isSelf;
	}
	/** Everybody here; in a crowd, those of them who are known. */
	get people() {
		return this.#people;
	}
	/** How many are here. */
	get here() {
		return this.#crowd ?? this.#people.length;
	}
	/** These are here, by the word of the room. Whoever else was may be on their way back. */
	welcome({ present, here }) {
		if (here > present.length) {
			this.#people = present;
			return this.#becomeCrowd(here);
		}
		const before = this.#crowd === void 0 ? this.#people : [];
		this.#crowd = void 0;
		const missing = before.filter(({ id }) => !present.some((person) => person.id === id));
		this.#people = [...missing, ...present];
		for (const { id } of present) this.#leaving.delete(id);
		for (const { id } of missing) this.#leave(id);
		this.#setTimer();
	}
	/** Without a line nobody knows who is back by now. The next welcome tells. */
	pause() {
		this.#stopTimer();
	}
	/**
	* So many are here, and more are not told by name. Of those who were known, who spoke last may still be here.
	*
	* @param spoke whether somebody is among those
	*/
	isCrowd(here, spoke) {
		if (this.#crowd === void 0) this.#people = this.#people.filter((person) => this.#isTold(person) || spoke(person.id));
		this.#becomeCrowd(here);
	}
	/** Someone came, or is known otherwise now. Says whether they were not here before, as far as one can tell. */
	arrived(person, here) {
		const known = this.#people.some(({ id }) => id === person.id);
		if (!person.left) this.#leaving.delete(person.id);
		else if (!known) return false;
		if (known) this.#people = this.#people.map((one) => one.id === person.id ? person : one);
		else if (this.#crowd === void 0 || this.#isTold(person)) this.#people = [...this.#people, person];
		if (this.#crowd === void 0) return !known;
		this.#crowd = here;
		return false;
	}
	left(id, here) {
		if (this.#crowd === void 0) return this.#leave(id);
		this.#crowd = here;
		this.#people = this.#people.filter((person) => person.id !== id);
	}
	/** Someone said something, so that they are here: of a crowd, the last of them are known. */
	spoke(person) {
		if (this.#crowd === void 0) return;
		const before = this.#people.find(({ id }) => id === person.id);
		if (before && this.#isTold(before)) return;
		const known = [...this.#people.filter((one) => one !== before), before ?? person];
		const most = limits.rosterSpeakers;
		const speakers = known.filter((one) => !this.#isTold(one)).slice(-most);
		this.#people = known.filter((one) => this.#isTold(one) || speakers.includes(one));
	}
	/** Those whose coming and going is told by name in a crowd as well. */
	#isTold({ id, role = "guest" }) {
		return isAtLeast(role, "moderator") || this.#isSelf(id);
	}
	#becomeCrowd(here) {
		this.#crowd = here;
		this.#leaving.clear();
		this.#stopTimer();
	}
	#leave(id) {
		if (!this.#people.some((one) => one.id === id) || this.#leaving.has(id)) return;
		this.#leaving.set(id, this.#clock.elapsed() + timing.graceMs);
		this.#setTimer();
	}
	#setTimer() {
		this.#stopTimer();
		if (this.#leaving.size === 0) return;
		const due = Math.min(...this.#leaving.values());
		this.#stopTimer = this.#clock.after(Math.max(0, due - this.#clock.elapsed()), () => this.#part());
	}
	#part() {
		const now = this.#clock.elapsed();
		const parted = this.#people.filter(({ id }) => (this.#leaving.get(id) ?? Number.POSITIVE_INFINITY) <= now);
		this.#people = this.#people.filter((person) => !parted.includes(person));
		for (const person of parted) {
			this.#leaving.delete(person.id);
			this.#parted(person);
		}
		this.#setTimer();
	}
};
/**
* Until when a room will not take what is sent: because it said so, or because it is in slow mode and this person
* has just said something. Times are by the clock that measures how long something takes, but for those of messages.
*/
var Hold = class {
	#elapsed;
	/** How far the room's clock is ahead of that one; undefined before the room has said it. */
	#roomAheadMs;
	#refusedUntil = {
		"too-fast": 0,
		slow: 0
	};
	#slowMs = 0;
	/** When this person last said something, by the room's clock. */
	#saidAt = Number.NEGATIVE_INFINITY;
	constructor(elapsed) {
		this.#elapsed = elapsed;
	}
	/** @param at what time it is now, by the room's clock */
	itIs(at) {
		this.#roomAheadMs = at - this.#elapsed();
	}
	/** A message of this person's own. */
	said(at) {
		this.#saidAt = Math.max(this.#saidAt, at);
	}
	/** Somebody else sits here now. */
	forgetWhatWasSaid() {
		this.#saidAt = Number.NEGATIVE_INFINITY;
	}
	/** How slow the room is for this person; 0 for not at all. What it asked for before that does not hold any more. */
	slowTo(slowS) {
		if (slowS * 1e3 === this.#slowMs) return;
		this.#slowMs = slowS * 1e3;
		this.#refusedUntil.slow = 0;
	}
	get isSlow() {
		return this.#slowMs > 0;
	}
	refused(reason, retryAfterMs) {
		const until = this.#elapsed() + retryAfterMs;
		this.#refusedUntil[reason] = Math.max(this.#refusedUntil[reason], until);
	}
	/** How long nothing at all may be sent. */
	get actMs() {
		return Math.max(0, ...Object.values(this.#refusedUntil).map((until) => until - this.#elapsed()));
	}
	/** How long nothing may be said. */
	get sayMs() {
		if (this.#roomAheadMs === void 0) return this.actMs;
		const slowMs = this.#saidAt + this.#slowMs - this.#elapsed() - this.#roomAheadMs;
		return Math.max(this.actMs, Math.min(slowMs, this.#slowMs));
	}
};
/**
* What is unsent by the word of the shelf, with what only this tab knows: how far each act has come, and those
* in `here`, which the shelf does not have, or not yet. What was done after another act stays after it.
*/
function mergeUnsent(shelved, known, here) {
	const knownById = new Map(known.map((one) => [one.id, one]));
	const merged = shelved.map((one) => furthest(one, knownById.get(one.id)));
	const shelvedIds = new Set(shelved.map(({ id }) => id));
	const onlyHere = known.filter(({ id }) => here.has(id) && !shelvedIds.has(id));
	if (onlyHere.length === 0) return merged;
	const places = new Map(known.map(({ id }, place) => [id, place]));
	const placeOf = ({ id }) => places.get(id) ?? Number.POSITIVE_INFINITY;
	for (const one of onlyHere) {
		const after = merged.findIndex((other) => shelvedIds.has(other.id) && placeOf(other) > placeOf(one));
		const known = after !== -1 && placeOf(merged[after]) < Number.POSITIVE_INFINITY;
		merged.splice(known ? after : merged.length, 0, one);
	}
	return merged;
}
function furthest(shelved, known) {
	if (!known || shelved.is === "failed") return shelved;
	const { after = known.after, ...rest } = shelved;
	const state = known.is === "failed" ? {
		is: known.is,
		reason: known.reason
	} : { is: known.is };
	return {
		...rest,
		...after === void 0 ? {} : { after },
		...state
	};
}
/**
* What one tab knows of the acts that the room has not confirmed, in the order they were done. It is shown and
* sent from, so it is never late; the shelf behind it outlives the page and is shared with the other tabs.
* Where the shelf fails this alone holds, for as long as the page does.
*/
var Outbox = class {
	#shelf;
	#seen;
	#changed;
	#unsent = [];
	/** Done here, and not or not yet on the shelf. */
	#here = /* @__PURE__ */ new Set();
	/** Those that the browser failed to keep, or may have lost. Only this tab is sure to have them. */
	#unkept = /* @__PURE__ */ new Set();
	/** Let go here: whatever the shelf still says of them is out of date. */
	#gone = /* @__PURE__ */ new Set();
	/** What had been seen when this tab first knew of an act that nobody had sent. */
	#floors = /* @__PURE__ */ new Map();
	#shelfFails = false;
	#stamping = false;
	#loading = Promise.resolve();
	#nextLoad;
	/** @param seen the newest seq that was seen by now */
	constructor(shelf, seen, changed) {
		this.#shelf = shelf;
		this.#seen = seen;
		this.#changed = changed;
	}
	get unsent() {
		return this.#unsent;
	}
	/** False when what is unsent may not outlive this page. */
	get isKept() {
		return !this.#shelfFails && this.#unkept.size === 0;
	}
	/**
	* As this person is to see it. What somebody wrote who sat here before, while this page is open, is theirs to decide
	* about: most likely they have lost their name. What others left in this browser is nobody else's to see.
	*/
	shownTo(person, before) {
		if (this.#unsent.every(({ by }) => by === person)) return this.#unsent;
		return this.#unsent.filter(({ by }) => by === person || before.has(by)).map((one) => one.by === person ? one : {
			...one,
			is: "failed",
			reason: "other-name"
		});
	}
	find(id) {
		return this.#unsent.find((unsent) => unsent.id === id);
	}
	/**
	* @param after what has been seen, when it can be sent in this very moment
	* @returns whether the browser keeps it
	*/
	async add(id, by, at, deed, after) {
		const unsent = {
			id,
			by,
			at,
			...deed,
			...after === void 0 ? {} : { after },
			is: "queued"
		};
		this.#unsent = [...this.#unsent, unsent];
		this.#here.add(id);
		this.#floors.set(id, this.#seen());
		return this.#put(unsent);
	}
	/** Learns what the shelf holds: from before this page, and from other tabs. Asked for often, it looks once. */
	catchUp() {
		this.#nextLoad ??= this.#loading.then(() => {
			this.#nextLoad = void 0;
			this.#loading = this.#load();
			return this.#loading;
		});
		return this.#nextLoad;
	}
	/** Whether something of what may go waits for a `stamp` before it can be sent. */
	wantsStamp(by, free) {
		return !this.#stamping && this.#nextOf(by, free).some((one) => this.#isUnstamped(one, by));
	}
	/**
	* Writes down what has been seen, for what is about to be sent for the first time. A page may end right after
	* sending; whoever sends it again must let the room look for the first copy in the right place. Where it
	* cannot be written down, the place is one that holds for whoever has sent it meanwhile.
	*/
	async stamp(by, free) {
		this.#stamping = true;
		const ids = this.#nextOf(by, free).filter((one) => this.#isUnstamped(one, by)).map(({ id }) => id);
		const stamped = await this.#shelf.stamp(ids, this.#seen()).catch(() => void 0);
		this.#stamping = false;
		if (stamped) this.#take(ids, stamped);
		else this.#doubtAll();
		this.#changed();
	}
	/**
	* All that may go now, oldest first, marked as under way. Nothing overtakes what still wants its stamp.
	* @param leads whether it is this tab's turn. What only this tab has cannot wait for that.
	*/
	takeReady(by, leads, free) {
		const ready = [];
		for (const unsent of this.#nextOf(by, free, leads)) {
			const { id } = unsent;
			if (this.#isUnstamped(unsent, by)) break;
			ready.push({
				...unsent,
				is: "sending",
				after: unsent.after ?? this.#floors.get(id) ?? 0
			});
		}
		if (ready.length === 0) return [];
		const taken = new Map(ready.map((one) => [one.id, one]));
		this.#unsent = this.#unsent.map((unsent) => taken.get(unsent.id) ?? unsent);
		this.#shelf.tellSending([...taken.keys()]);
		return ready;
	}
	/** These are under way from another tab. */
	noteSending(ids) {
		this.#unsent = this.#unsent.map((one) => one.is === "queued" && ids.includes(one.id) ? {
			...one,
			is: "sending"
		} : one);
	}
	/**
	* The line was lost: nobody knows what arrived, so all of it goes again, under the same ids.
	* @param but what will still be answered
	*/
	requeue(but = /* @__PURE__ */ new Set()) {
		this.#unsent = this.#unsent.map((one) => but.has(one.id) ? one : queued(one));
	}
	/** The room wants it later. It keeps its place, and its id. */
	putBack(id) {
		this.#unsent = this.#unsent.map((one) => one.id === id ? queued(one) : one);
	}
	/** The room has done it, or the person thought better of it. Other tabs may still have to hear of it. */
	release(id) {
		this.#gone.add(id);
		if (!this.find(id)) return;
		this.#here.delete(id);
		this.#unkept.delete(id);
		this.#floors.delete(id);
		this.#unsent = this.#unsent.filter((unsent) => unsent.id !== id);
		this.#keep(this.#shelf.remove(id));
	}
	fail(id, reason) {
		this.#unsent = this.#unsent.map((one) => one.id === id ? {
			...one,
			is: "failed",
			reason
		} : one);
		this.#keep(this.#shelf.fail(id, reason));
	}
	/** An act once more, as a new one: the old one has failed, or is another's. One of all tabs succeeds in this. */
	async renew(id, newId, by, at) {
		const old = this.find(id);
		if (!old) return;
		const renewed = {
			...deedOf(old),
			id: newId,
			by,
			at,
			is: "queued"
		};
		const won = await this.#shelf.replace(id, renewed).catch(() => void 0);
		if (this.#gone.has(id)) return won ? void this.#keep(this.#shelf.remove(newId)) : void 0;
		this.release(id);
		this.#floors.set(newId, this.#seen());
		const others = this.#unsent.filter((unsent) => unsent.id !== newId);
		this.#unsent = won === false ? others : [...others, renewed];
		if (won === void 0) this.#doubtAll();
		this.#changed();
	}
	/** What of this person's is to be sent next, so far as it may go. */
	#nextOf(by, { acts, maySay }, leads = true) {
		const waiting = this.#unsent.filter((one) => one.is === "queued" && one.by === by && (leads || this.#unkept.has(one.id)));
		const tooSoon = maySay ? -1 : waiting.findIndex(({ t }) => t === "say");
		return waiting.slice(0, tooSoon === -1 ? acts : Math.min(acts, tooSoon));
	}
	async #load() {
		const shelved = await this.#shelf.load().catch(() => void 0);
		this.#shelfFails = !shelved;
		if (shelved) this.#merge(shelved);
		else this.#doubtAll();
		this.#changed();
	}
	#merge(shelved) {
		for (const { id } of shelved) if (this.#gone.has(id)) this.#keep(this.#shelf.remove(id));
		const kept = shelved.filter(({ id }) => !this.#gone.has(id));
		for (const { id, after } of kept) {
			this.#isOnTheShelf(id);
			if (after === void 0 && !this.#floors.has(id)) this.#floors.set(id, this.#seen());
		}
		this.#unsent = mergeUnsent(kept, this.#unsent, this.#here);
		const lastKept = this.#unsent.findLastIndex(({ id }) => !this.#unkept.has(id));
		for (const unsent of this.#unsent.slice(lastKept + 1)) this.#put(unsent);
	}
	/** What the shelf has no more, another tab has sent or discarded. */
	#take(ids, stamped) {
		const afters = new Map(stamped.map(({ id, after }) => [id, after]));
		this.#unsent = this.#unsent.filter(({ id }) => !ids.includes(id) || afters.has(id) || this.#here.has(id)).map((unsent) => {
			const after = afters.get(unsent.id);
			return after === void 0 ? unsent : {
				...unsent,
				after
			};
		});
	}
	async #put(unsent) {
		const kept = await this.#keep(this.#shelf.add(unsent));
		if (kept) this.#isOnTheShelf(unsent.id);
		this.#changed();
		return kept;
	}
	#isOnTheShelf(id) {
		this.#here.delete(id);
		this.#unkept.delete(id);
	}
	/** A shelf that fails once may have lost everything. What it has after all, it will say. */
	#doubtAll() {
		for (const { id } of this.#unsent) {
			this.#here.add(id);
			this.#unkept.add(id);
		}
	}
	#isUnstamped({ id, is, by, after }, person) {
		return is === "queued" && by === person && after === void 0 && !this.#unkept.has(id);
	}
	async #keep(kept) {
		const well = await kept.then(() => true, () => false);
		this.#shelfFails = !well;
		if (!well) this.#doubtAll();
		return well;
	}
};
function queued(unsent) {
	return unsent.is === "sending" ? {
		...unsent,
		is: "queued"
	} : unsent;
}
function deedOf(unsent) {
	if (unsent.t === "say") return {
		t: unsent.t,
		text: unsent.text
	};
	const { message } = unsent;
	return unsent.t === "edit" ? {
		t: unsent.t,
		message,
		text: unsent.text
	} : {
		t: unsent.t,
		message
	};
}
/**
* What was sent on the present line and not yet answered. Each act is answered once, in the order they were sent.
*
* What went after an act that the room did not want yet is refused as well, and must go again after it. So once all
* that is under way has been answered, those go one by one, each when the room has taken the one before.
*/
var UnderWay = class {
	ids = /* @__PURE__ */ new Set();
	/** What the room did not want yet, and has not taken since. */
	#postponed = /* @__PURE__ */ new Map();
	/**
	* How many more may be sent now.
	* @param isUnsent whether an act still waits. It may have been discarded, or done by another tab.
	*/
	free(isUnsent) {
		for (const id of this.#postponed.keys()) if (!isUnsent(id)) this.#postponed.delete(id);
		const most = this.#postponed.size > 0 ? 1 : limits.actsUnderWay;
		return Math.max(0, most - this.ids.size);
	}
	sent(ids) {
		for (const id of ids) this.ids.add(id);
	}
	/** The room has taken it, or will never take it. */
	answered(id) {
		this.ids.delete(id);
		this.#postponed.delete(id);
	}
	/** The room wants it later. */
	postponed(id, why) {
		this.ids.delete(id);
		this.#postponed.set(id, why);
	}
	/** Whether the room keeps a turn for it, behind which everything else waits. */
	hasTurn(id) {
		return this.#postponed.get(id) === "too-fast";
	}
	/** The line is lost, and the answers with it. */
	lost() {
		this.ids.clear();
	}
};
/**
* Gets what a person does to the room: once, in order, by one tab at a time, however often the line, the tab or
* the browser ends on the way.
*/
var Sender = class {
	outbox;
	hold;
	#ports;
	#speaker;
	#underWay = new UnderWay();
	#stopTimer = () => {};
	#hasLine = false;
	/** Of all this browser's tabs in this room, it is this one that sends. */
	#leads = false;
	/** Until then it is not known what another page has left unsent, and nothing may overtake that. */
	#caughtUp = false;
	#catchingUp = 0;
	#turn;
	/** Whose words in this browser are not those of who sits here now, and have been told of. */
	#strangers = /* @__PURE__ */ new Set();
	#stopWatching;
	constructor(ports, speaker) {
		this.#ports = ports;
		this.#speaker = speaker;
		this.hold = new Hold(ports.elapsed);
		this.outbox = new Outbox(ports.shelf, speaker.seen, ports.changed);
	}
	start() {
		if (this.#stopWatching) return;
		this.#stopWatching = this.#ports.shelf.watch({
			changed: () => void this.outbox.catchUp().then(() => this.#flush()),
			sending: (ids) => {
				if (this.#leads) return;
				this.outbox.noteSending(ids);
				this.#ports.changed();
			}
		});
		this.#catchUp();
	}
	stop() {
		this.#stopTimer();
		this.#stopWatching?.();
		this.#stopWatching = void 0;
		this.#catchingUp += 1;
		this.#caughtUp = false;
	}
	lineUp() {
		this.#hasLine = true;
		const by = this.#speaker.you();
		if (this.#turn && this.#turn.by !== by) this.#stopLeading();
		this.#turn ??= {
			by,
			stop: this.#ports.shelf.lead(by, this.#leading())
		};
		this.#flush();
	}
	/** Another tab may still have a line, so it is another's turn. */
	lineDown() {
		this.#hasLine = false;
		this.#stopLeading();
		this.#underWay.lost();
		this.outbox.requeue();
	}
	/** The room has done it. */
	confirmed(id) {
		this.#underWay.answered(id);
		this.outbox.release(id);
	}
	/** The room will not do it. */
	failed(id, reason) {
		this.#underWay.answered(id);
		this.outbox.fail(id, reason);
	}
	/** The room will do it later, and what is behind it after it. */
	postponed(id, reason, retryAfterMs) {
		this.#underWay.postponed(id, reason);
		this.hold.refused(reason, retryAfterMs);
		this.outbox.putBack(id);
	}
	/** It will not be sent (any more). Where the room keeps a turn for it, nothing else needs to wait for that. */
	discard(id) {
		if (this.#hasLine && this.#underWay.hasTurn(id)) this.#speaker.cancel(id);
		this.outbox.release(id);
	}
	do(deed) {
		const { you, now, seen } = this.#speaker;
		const by = you();
		const { acts, maySay } = this.#free;
		const isFirst = acts > 0 && (maySay || deed.t !== "say") && !this.outbox.unsent.some((one) => one.is === "queued" && one.by === by);
		const after = this.#maySend && this.#leads && isFirst ? seen() : void 0;
		this.outbox.add(this.#ports.newId(), by, now(), deed, after).then((well) => {
			if (!well) this.outbox.catchUp().then(() => this.#flush());
		});
		this.#flush();
		this.#ports.changed();
	}
	/** Does what failed once more. */
	async retry(id) {
		await this.outbox.renew(id, this.#ports.newId(), this.#speaker.you(), this.#speaker.now());
		this.#flush();
	}
	#catchUp() {
		this.#catchingUp += 1;
		this.#caughtUp = false;
		const mine = this.#catchingUp;
		this.outbox.catchUp().then(() => {
			if (mine !== this.#catchingUp) return;
			this.#caughtUp = true;
			this.#flush();
		});
	}
	get #maySend() {
		return this.#hasLine && this.#caughtUp;
	}
	#leading() {
		return {
			begin: () => {
				this.#leads = true;
				this.outbox.requeue(this.#underWay.ids);
				this.#catchUp();
			},
			end: () => {
				this.#leads = false;
			}
		};
	}
	#stopLeading() {
		this.#leads = false;
		this.#turn?.stop();
		this.#turn = void 0;
	}
	#flush() {
		this.#wake();
		if (!this.#maySend) return;
		const { you, send } = this.#speaker;
		this.#tellOfStrangers();
		const ready = this.outbox.takeReady(you(), this.#leads, this.#free);
		this.#underWay.sent(ready.map(({ id }) => id));
		for (const unsent of ready) send(actOf(unsent));
		this.#ports.changed();
		if (!this.#leads || !this.outbox.wantsStamp(you(), this.#free)) return;
		this.outbox.stamp(you(), this.#free).then(() => this.#flush());
	}
	get #free() {
		const { isSlow, actMs, sayMs } = this.hold;
		if (actMs > 0) return {
			acts: 0,
			maySay: false
		};
		const free = this.#underWay.free((id) => this.outbox.find(id) !== void 0);
		return {
			acts: isSlow ? Math.max(0, Math.min(free, 1 - this.#underWay.ids.size)) : free,
			maySay: sayMs === 0
		};
	}
	/** To go on by itself, and to let it be shown, once the room is patient no more. */
	#wake() {
		this.#stopTimer();
		const { actMs, sayMs } = this.hold;
		const due = actMs > 0 ? actMs : sayMs;
		if (due === 0) return;
		this.#stopTimer = this.#ports.after(Math.ceil(due), () => {
			this.#flush();
			this.#ports.changed();
		});
	}
	#tellOfStrangers() {
		for (const { id, by, t } of this.outbox.unsent) {
			if (!(by !== this.#speaker.you() && this.#speaker.wasHere(by)) || this.#strangers.has(id)) continue;
			this.#strangers.add(id);
			this.#ports.news({
				t: "refused",
				of: t,
				reason: "other-name"
			});
		}
	}
};
function actOf(unsent) {
	const { id, after } = unsent;
	switch (unsent.t) {
		case "say": return {
			t: "say",
			id,
			text: unsent.text,
			after
		};
		case "edit": return {
			t: "edit",
			id,
			message: unsent.message,
			text: unsent.text,
			after
		};
		case "delete": return {
			t: "delete",
			id,
			message: unsent.message,
			after
		};
	}
}
/**
* The part of a room's history that this client holds, in the room's order. It knows exactly what it does
* not hold, so that a gap is always shown as one. In whatever order it is told, it ends up the same: a place is
* held or not, and of two states of a message the newer one stays.
*/
var Timeline = class {
	#messages = [];
	/** Ascending, never touching: what is covered without a hole, as (after, upTo]. */
	#covered = [];
	/** The id of the act at the newest seq, where it was told. */
	#upToId;
	/** Newer states of messages that are not held, for when a page brings an older one. */
	#ahead = /* @__PURE__ */ new Map();
	#people = /* @__PURE__ */ new Map();
	get messages() {
		return this.#messages;
	}
	/** The newest seq seen: everything up to it is held, but for the gaps. */
	get upTo() {
		return this.#covered.at(-1)?.upTo ?? 0;
	}
	/** The id of the act there: a room that has another one was restored to an earlier day meanwhile. */
	get upToId() {
		return this.#upToId;
	}
	/** Oldest first. A page asked for with a gap's `before` makes it smaller from its newer end. */
	get gaps() {
		const gaps = [];
		for (const [i, { after }] of this.#covered.entries()) {
			const gap = {
				after: this.#covered[i - 1]?.upTo ?? 0,
				before: after + 1
			};
			const last = gaps.at(-1);
			if (last && !this.#isBetween(last.before, gap.after)) gaps[gaps.length - 1] = {
				...gap,
				after: last.after
			};
			else if (gap.before > gap.after + 1) gaps.push(gap);
		}
		return gaps;
	}
	/** Files a page or a replay, and returns the messages in it that are new here. */
	add({ after, upTo, upToId, messages }) {
		const fresh = messages.filter(({ seq }) => !this.#holds(seq));
		for (const message of messages) if (this.#holds(message.seq)) this.renew(message);
		this.#cover(after, upTo, upToId);
		this.#insert(fresh.map((message) => newer(message, this.#ahead.get(message.seq))));
		for (const { seq } of fresh) this.#ahead.delete(seq);
		for (const { by } of messages) this.meet(by);
		return fresh;
	}
	/** Files what was just said; false when it is held already. */
	said(message) {
		const { seq, id } = message;
		return this.add({
			after: seq - 1,
			upTo: seq,
			upToId: id,
			messages: [message]
		}).length > 0;
	}
	/** Files what was just changed, by the act with this id. The change has a place of its own in the order. */
	changed(message, id) {
		this.renew(message);
		if (message.changed !== void 0) this.#cover(message.changed - 1, message.changed, id);
	}
	/** A message as it stands, whether it is held or not. */
	renew(message) {
		const at = this.#indexOf(message.seq);
		const held = this.#messages[at];
		if (held?.seq !== message.seq) this.#ahead.set(message.seq, newer(message, this.#ahead.get(message.seq)));
		else if (newer(held, message) !== held) this.#messages = this.#messages.with(at, message);
	}
	/** Forgets everything: the room that answers is not the one that was seen, or too much of it has changed. */
	clear() {
		this.#messages = [];
		this.#covered = [];
		this.#upToId = void 0;
		this.#ahead.clear();
	}
	/** A message that is held. */
	find(seq) {
		const message = this.#messages[this.#indexOf(seq)];
		return message?.seq === seq ? message : void 0;
	}
	/** A person under the name they were last heard with, which may be newer than a message's own. */
	named(person) {
		return this.#people.get(person.id) ?? person;
	}
	/** From now on everything this person said stands under this name; for good, under none. */
	meet(person) {
		if (!this.#people.get(person.id)?.left) this.#people.set(person.id, person);
	}
	#holds(seq) {
		return this.#covered.some(({ after, upTo }) => after < seq && seq <= upTo);
	}
	/** Where in the list this seq stands, or would. */
	#indexOf(seq) {
		let low = 0;
		let high = this.#messages.length;
		while (low < high) {
			const middle = low + high >>> 1;
			if ((this.#messages[middle]?.seq ?? 0) < seq) low = middle + 1;
			else high = middle;
		}
		return low;
	}
	#isBetween(from, upTo) {
		return (this.#messages[this.#indexOf(from)]?.seq ?? Number.POSITIVE_INFINITY) <= upTo;
	}
	#cover(after, upTo, upToId) {
		if (upTo > this.upTo) this.#upToId = upToId;
		const apart = this.#covered.filter((one) => one.upTo < after || one.after > upTo);
		const touching = this.#covered.filter((one) => !apart.includes(one));
		const joined = {
			after: Math.min(after, ...touching.map((one) => one.after)),
			upTo: Math.max(upTo, ...touching.map((one) => one.upTo))
		};
		this.#covered = [...apart, joined].sort((a, b) => a.after - b.after);
	}
	#insert(fresh) {
		const [first] = fresh;
		if (!first) return;
		const newest = (this.#messages.at(-1)?.seq ?? 0) < first.seq;
		this.#messages = newest ? [...this.#messages, ...fresh] : [...fresh, ...this.#messages].sort((a, b) => a.seq - b.seq);
	}
};
function newer(one, other) {
	return other && versionOf(other) > versionOf(one) ? other : one;
}
/**
* One person's chat in one room: keeps the connection, the history, the unsent words and the roster. Without a person it
* only listens: nothing can be said, and nothing is sent that waits in this browser.
*/
var Chat = class {
	timeline = new Timeline();
	roster;
	#ports;
	#sender;
	#pages = new PagesWanted();
	#you;
	#listens;
	#report;
	/** Who has sat here since this began. */
	#before = /* @__PURE__ */ new Set();
	#settings;
	#mutedUntil;
	#connection = idle;
	#roomAheadMs = 0;
	/** Until when no page is asked for, by the clock that is never set back. */
	#pagesNotBefore = 0;
	#wire;
	#closeCode;
	#stopTimer = () => {};
	#stopPagesTimer = () => {};
	#stopMuteTimer = () => {};
	constructor(ports, { you, present, here, stretch, settings, standing }) {
		this.#ports = ports;
		this.#listens = you === void 0;
		this.#you = {
			...you ?? nobody,
			role: standing.role
		};
		if (you) this.#before.add(you.id);
		this.#settings = settings;
		const parted = (person) => {
			if (!person.left) ports.news({
				t: "left",
				person
			});
			ports.changed();
		};
		this.roster = new Roster(ports, {
			present,
			here
		}, parted, (id) => id === this.#you.id);
		this.#sender = new Sender(ports, {
			you: () => this.#you.id,
			wasHere: (person) => this.#before.has(person),
			now: () => this.now,
			seen: () => this.timeline.upTo,
			send: (act) => this.#send(act),
			cancel: (id) => this.#send({
				t: "cancel",
				id
			})
		});
		this.#mutedUntil = standing.mutedUntil;
		this.#setPace();
		this.#settle([], this.timeline.add(stretch));
	}
	get you() {
		return this.#listens ? void 0 : this.#you;
	}
	/** To a moderator: the number in the log of the newest report. */
	get report() {
		return this.#report;
	}
	/** What this person is in the room. */
	get role() {
		return this.#you.role ?? "guest";
	}
	get settings() {
		return this.#settings;
	}
	/** Until when this person is muted, by the room's clock; undefined when they are not, or no more. */
	get mutedUntil() {
		return this.#mutedUntil === void 0 || this.#mutedUntil <= this.now ? void 0 : this.#mutedUntil;
	}
	/** How long the room takes nothing said by this person, who was too fast or waits in slow mode. Words wait by themselves. */
	get waitMs() {
		return Math.ceil(this.#sender.hold.sayMs);
	}
	/** When that is over, by the clock of `now`; undefined when they may speak. */
	get notBefore() {
		return this.waitMs === 0 ? void 0 : this.now + this.waitMs;
	}
	get outbox() {
		return this.#sender.outbox;
	}
	/** What is unsent here, as this person is to see it. */
	get unsent() {
		return this.outbox.shownTo(this.#you.id, this.#before);
	}
	get connection() {
		return this.#connection;
	}
	/** With which code the last line was closed; undefined since a welcome. It says why there is none now. */
	get closeCode() {
		return this.#closeCode;
	}
	/** What time it is in the room, once it said so. Most clocks are a little off, and only more is made up for. */
	get now() {
		return this.#ports.now() + this.#roomAheadMs;
	}
	/** A name was given again, and it is another person's. The room will say so too, once it answers. */
	become(you) {
		this.#be(you);
	}
	/** A page brought news of the room while nothing was heard from it. */
	renew({ settings, standing }) {
		this.#settings = settings;
		this.#mutedUntil = standing.mutedUntil;
		this.#be({
			...this.#you,
			role: standing.role
		});
	}
	start = () => {
		if (!this.#listens) this.#sender.start();
		this.#setMuteTimer();
		this.#happen({ t: "start" });
	};
	pause = () => {
		this.#sender.stop();
		this.roster.pause();
		this.#stopPagesTimer();
		this.#stopMuteTimer();
		this.#happen({ t: "pause" });
	};
	/** Takes another line in place of the one that is open, as whom the room is told now. */
	reopen = () => {
		if (!hasSocket(this.#connection)) return;
		this.pause();
		this.start();
	};
	nudge = () => this.#happen({ t: "nudge" });
	doubt = () => this.#happen({ t: "doubt" });
	/** Keeps the words and sends them as soon as the line allows. Undefined when they were taken. */
	say(raw) {
		return this.#write(raw, (text) => ({
			t: "say",
			text
		}));
	}
	/** Gives a message of one's own other words, in the same way. */
	edit(message, raw) {
		return this.#write(raw, (text) => ({
			t: "edit",
			message,
			text
		}));
	}
	/** Takes a message of one's own back, in the same way. */
	delete(message) {
		this.#sender.do({
			t: "delete",
			message
		});
	}
	/** Does what failed once more. */
	retry(id) {
		return this.#sender.retry(id);
	}
	discard(id) {
		this.#sender.discard(id);
		this.#ports.changed();
	}
	/** Fetches the page just before a seq; now, or when the line is back. */
	fetch(before) {
		this.#pages.want(before);
		this.#askForPages();
	}
	#happen(happening) {
		const { connection, effects } = step(this.#connection, happening, {
			nowMs: this.#ports.elapsed(),
			random: this.#ports.random(),
			crowd: this.roster.here
		});
		const was = this.#connection;
		this.#connection = connection;
		for (const effect of effects) this.#perform(effect);
		if (was.is === "live" && connection.is !== "live") {
			this.#sender.lineDown();
			this.roster.pause();
			this.#pages.askAgain();
		}
		this.#setTimer();
		if (was.is !== connection.is) this.#ports.changed();
	}
	#perform(effect) {
		switch (effect.do) {
			case "open":
				this.#wire = this.#ports.open({
					opened: () => this.#happen({
						t: "opened",
						socket: effect.socket
					}),
					heard: (frame) => this.#hear(frame, effect.socket),
					closed: (code, reason) => {
						if (effect.socket === this.#connection.socket) this.#closeCode = code;
						this.#happen({
							t: "closed",
							socket: effect.socket,
							code,
							retryAfterMs: retryAfterMs(reason)
						});
					}
				});
				break;
			case "hello":
				this.#send({
					t: "hello",
					v: 6,
					since: this.timeline.upTo,
					...this.#sinceId()
				});
				break;
			case "ping":
				this.#wire?.send(heartbeat.ping);
				break;
			case "close": this.#wire?.close();
		}
	}
	#sinceId() {
		const { upToId } = this.timeline;
		return upToId === void 0 ? {} : { sinceId: upToId };
	}
	#setTimer() {
		this.#stopTimer();
		const due = nextTickMs(this.#connection);
		if (due === void 0) return;
		this.#stopTimer = this.#ports.after(Math.max(0, due - this.#ports.elapsed()), () => this.#happen({ t: "tick" }));
	}
	#hear(frame, socket) {
		if (socket !== this.#connection.socket || !hasSocket(this.#connection)) return;
		if (frame === heartbeat.pong) return this.#happen({
			t: "heard",
			socket,
			welcome: false
		});
		const events = parseDown(frame);
		if (!events) return this.#happen({
			t: "garbled",
			socket
		});
		for (const event of events) {
			if (this.#skips(event)) return this.#happen({
				t: "skipped",
				socket
			});
			this.#take(event);
		}
		this.#happen({
			t: "heard",
			socket,
			welcome: events.some((event) => event.t === "welcome")
		});
		if (this.#connection.is === "live") {
			if (!this.#listens) this.#sender.lineUp();
			this.#askForPages();
		}
		this.#ports.changed();
	}
	#skips(event) {
		return (event.t === "said" || event.t === "changed") && versionOf(event.message) > this.timeline.upTo + 1;
	}
	#take(event) {
		switch (event.t) {
			case "welcome": return this.#enter(event);
			case "said": return this.#said(event.message);
			case "changed": return this.#change(event);
			case "paged": return this.#file(event);
			case "arrived": return this.#meet(event.person, event.here);
			case "left": return this.roster.left(event.person, event.here);
			case "here": return this.roster.isCrowd(event.here, (id) => this.#hasSpoken(id));
			case "settings":
				this.#settings = event.settings;
				return this.#setPace();
			case "standing": return this.#mute(event.mutedUntil);
			case "reported":
				this.#report = event.n;
				return this.#ports.news({ t: "reported" });
			case "refused": return this.#refused(event);
		}
	}
	#enter(welcome) {
		this.#closeCode = void 0;
		this.#settings = welcome.settings;
		if (welcome.you) this.#be(welcome.you);
		this.#report = welcome.report;
		this.#sender.hold.itIs(welcome.at);
		const aheadMs = welcome.at - this.#ports.now();
		this.#roomAheadMs = Math.abs(aheadMs) < tolerableMs ? 0 : aheadMs;
		this.#mute(welcome.mutedUntil);
		this.roster.welcome(welcome);
		const seen = this.timeline.upTo;
		if (welcome.forget) this.timeline.clear();
		for (const message of welcome.changed) this.timeline.renew(message);
		const fresh = this.timeline.add(welcome).filter(({ seq }) => seq > seen);
		for (const { by } of welcome.changed) this.timeline.meet(by);
		for (const person of welcome.present) this.timeline.meet(person);
		this.#settle(fresh, welcome.messages);
	}
	#said(message) {
		this.#settle(this.timeline.said(message) ? [message] : [], [message]);
		this.roster.spoke(message.by);
	}
	#hasSpoken(id) {
		return this.timeline.messages.slice(-limits.pageMessages).some(({ by }) => by.id === id);
	}
	#change({ id, by, message }) {
		this.timeline.changed(message, id);
		this.#confirm(id, by);
	}
	#meet(person, here) {
		this.timeline.meet(person);
		if (person.id === this.#you.id) this.#be(person);
		if (this.roster.arrived(person, here)) this.#ports.news({
			t: "arrived",
			person
		});
	}
	#file(page) {
		this.#pages.answered(page.upTo + 1);
		this.#settle([], this.timeline.add(page));
	}
	#settle(fresh, confirmed) {
		this.#noteOwn(confirmed);
		const own = new Set(confirmed.filter(({ id, by }) => this.#confirm(id, by.id)));
		const messages = fresh.filter((message) => !own.has(message));
		if (messages.length > 0) this.#ports.news({
			t: "said",
			messages
		});
	}
	#confirm(id, by) {
		const isOwn = by === this.#you.id || this.outbox.find(id)?.by === by;
		if (isOwn) this.#sender.confirmed(id);
		return isOwn;
	}
	#refused({ of, reason, retryAfterMs = shortWaitMs }) {
		const isForNow = reason === "too-fast" || reason === "slow";
		if (of.t === "page") {
			if (isForNow) this.#askLater(of.before, retryAfterMs);
			else this.#pages.answered(of.before);
		} else if (isForNow) this.#sender.postponed(of.id, reason, retryAfterMs);
		else {
			this.#sender.failed(of.id, reason);
			this.#ports.news({
				t: "refused",
				of: of.t,
				reason
			});
		}
	}
	#be(you) {
		const isAnother = you.id !== this.#you.id;
		this.#you = you;
		this.#before.add(you.id);
		this.#setPace();
		if (!isAnother) return;
		this.#sender.hold.forgetWhatWasSaid();
		this.#noteOwn(this.timeline.messages);
	}
	#setPace() {
		const isFree = isAtLeast(this.role, "moderator");
		this.#sender.hold.slowTo(isFree ? 0 : this.#settings.slowS);
	}
	#noteOwn(messages) {
		for (const { by, at } of messages) if (by.id === this.#you.id) this.#sender.hold.said(at);
	}
	#mute(until) {
		this.#mutedUntil = until;
		this.#setMuteTimer();
	}
	#setMuteTimer() {
		this.#stopMuteTimer();
		const until = this.mutedUntil;
		if (until === void 0) return;
		this.#stopMuteTimer = this.#ports.after(Math.min(until - this.now, longestTimerMs), () => {
			this.#setMuteTimer();
			this.#ports.changed();
		});
	}
	#write(raw, deed) {
		const tidied = tidyText(raw);
		if ("refused" in tidied) return tidied;
		this.#sender.do(deed(tidied.text));
	}
	#askLater(before, afterMs) {
		this.#pages.refused(before);
		this.#pagesNotBefore = Math.max(this.#pagesNotBefore, this.#ports.elapsed() + afterMs);
		this.#askForPages();
	}
	#askForPages() {
		this.#stopPagesTimer();
		if (this.#connection.is !== "live") return;
		const waitMs = this.#pagesNotBefore - this.#ports.elapsed();
		if (waitMs > 0) {
			this.#stopPagesTimer = this.#ports.after(Math.ceil(waitMs), () => this.#askForPages());
			return;
		}
		for (const before of this.#pages.takeUnasked()) this.#send({
			t: "page",
			before
		});
	}
	#send(up) {
		this.#wire?.send(JSON.stringify(up));
	}
};
/** Stands in for whoever has no name. */
var nobody = {
	id: "",
	name: "",
	guest: true
};
var tolerableMs = 6e4;
/** For a room that does not say how long. */
var shortWaitMs = 1e3;
/** Timers of browsers hold no more than 24 days. */
var longestTimerMs = 864e5;
export { Chat };
