/** The emoji that people react with most, at hand where any other takes a search. */
export const usualReactions = ['👍', '❤️', '😂', '🎉', '👀', '🙏'] as const;
