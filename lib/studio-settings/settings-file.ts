/** Where the studio's settings for a workspace lie. */

/** The path in the workspace. */
export const SETTINGS_FILE = "studio.yaml";
