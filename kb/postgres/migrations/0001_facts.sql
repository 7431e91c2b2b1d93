-- Trigrams. A trusted extension: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What is loaded. The digest names the facts and the code that read them, as it names the index on disk.
CREATE TABLE field_guide.releases (
    digest text PRIMARY KEY,
    name text NOT NULL,
    facts integer NOT NULL,
    loaded timestamptz NOT NULL DEFAULT now()
);

-- One partition a release: a load attaches a finished one, and a drop takes it away whole.
CREATE TABLE field_guide.facts (
    release text NOT NULL,
    id text NOT NULL,
    units tsvector NOT NULL,  -- of our own analyzer; a stem that stands anywhere has a = in front
    PRIMARY KEY (release, id)
) PARTITION BY LIST (release);

CREATE INDEX facts_units ON field_guide.facts USING gin (units);

-- The units of each release and in how many facts each stands; their trigrams lead a word that no fact holds to those it may mean.
CREATE TABLE field_guide.units (
    release text NOT NULL REFERENCES field_guide.releases ON DELETE CASCADE,
    unit text NOT NULL,
    facts integer NOT NULL,
    PRIMARY KEY (release, unit)
);

-- Without a list of pending entries: after a load, readers would search it from end to end until the next vacuum.
CREATE INDEX units_trigrams ON field_guide.units USING gin (unit gin_trgm_ops) WITH (fastupdate = off);
