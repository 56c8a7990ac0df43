export const pasted = (_d: DataTransfer): string | undefined => undefined;
