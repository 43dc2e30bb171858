/** The vocabulary this engine understands; a rubric asking for more is refused. */
export const engineVersion = 1
