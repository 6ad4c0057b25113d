/** Sizes that the buttons step through, in per cent; 100 fits the width. */
const STEPS = [50, 75, 90, 100, 125, 150, 200, 300] as const;

/** The next larger size. */
export const larger = (zoom: number): number => STEPS.find((step) => step > zoom) ?? zoom;

/** The next smaller size. */
export const smaller = (zoom: number): number => STEPS.findLast((step) => step < zoom) ?? zoom;
