/** The release of this program, as in package.json (a test holds the two together). */
export const RELEASE = "0.1.0";
