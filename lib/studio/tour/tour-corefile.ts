/** The Corefile that the tour is driven on, as it ships and mended. */

/** The example that the tour opens. */
export const TOUR_EXAMPLE = "five-minute-tour";

/** As it ships in the example's folder, whatever was typed there since. */
export const TRAP = `# One name is pinned by hand, all others come from an upstream.
.:1053 {
    errors
    cache 30
    hosts {
        192.0.2.5 db.corp.example.org
    }
    forward . 127.0.0.1:5301
}

# Stands in for the upstream.
.:5301 {
    bind 127.0.0.1
    file zones/db.internet .
}
`;

const PINNED = "db.corp.example.org\n";

/** With the line that lets other names go on. */
export const MENDED = TRAP.replace(PINNED, `${PINNED}        fallthrough\n`);
