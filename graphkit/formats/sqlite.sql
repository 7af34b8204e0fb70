-- Days are ISO 8601, NULL if nothing bounds them; dates are EDTF, as in the file.
CREATE TABLE dataset (field TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE actors (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, description TEXT,
  picture TEXT);
CREATE TABLE aliases (actor TEXT NOT NULL REFERENCES actors, alias TEXT NOT NULL,
  PRIMARY KEY (actor, alias));
CREATE TABLE identifiers (actor TEXT NOT NULL REFERENCES actors, scheme TEXT NOT NULL,
  identifier TEXT NOT NULL, PRIMARY KEY (actor, scheme));
CREATE TABLE attributes (actor TEXT NOT NULL REFERENCES actors, name TEXT NOT NULL, value NOT NULL,
  PRIMARY KEY (actor, name));
CREATE TABLE types (name TEXT PRIMARY KEY, label TEXT NOT NULL, family TEXT NOT NULL, kind TEXT NOT NULL,
  symmetric INTEGER NOT NULL, inverse TEXT, past TEXT, present TEXT, inverse_past TEXT, inverse_present TEXT,
  about TEXT, share INTEGER NOT NULL, meaning TEXT, synonyms TEXT NOT NULL, plover TEXT, cameo TEXT, ftm TEXT,
  own INTEGER NOT NULL);
CREATE TABLE sources (id TEXT PRIMARY KEY, publisher TEXT NOT NULL, publisher_actor TEXT REFERENCES actors,
  title TEXT, author TEXT, published TEXT NOT NULL, url TEXT, archived_url TEXT, file TEXT, sha256 TEXT,
  reliability TEXT, note TEXT);
CREATE TABLE derived_from (source TEXT NOT NULL REFERENCES sources, original TEXT NOT NULL REFERENCES sources,
  PRIMARY KEY (source, original));
CREATE TABLE relations (id TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES actors,
  type TEXT NOT NULL REFERENCES types, target TEXT NOT NULL REFERENCES actors, "when" TEXT, begins TEXT,
  ends TEXT, status TEXT NOT NULL, summary TEXT, amount, unit TEXT, note TEXT);
CREATE TABLE about (relation TEXT NOT NULL REFERENCES relations, actor TEXT NOT NULL REFERENCES actors,
  PRIMARY KEY (relation, actor));
CREATE TABLE links (relation TEXT NOT NULL REFERENCES relations, rel TEXT NOT NULL,
  other TEXT NOT NULL REFERENCES relations);
CREATE TABLE evidence (relation TEXT NOT NULL REFERENCES relations, number INTEGER NOT NULL,
  source TEXT NOT NULL REFERENCES sources, paragraph INTEGER, attribution TEXT, said TEXT, "when" TEXT,
  type TEXT, status TEXT, stance TEXT NOT NULL, dated INTEGER NOT NULL, attests TEXT, quote TEXT, url TEXT,
  archived_url TEXT, note TEXT, PRIMARY KEY (relation, number));
CREATE TABLE days (relation TEXT PRIMARY KEY REFERENCES relations, words TEXT, earliest_start TEXT,
  latest_start TEXT, earliest_end TEXT, latest_end TEXT, claimed INTEGER NOT NULL, contested INTEGER NOT NULL,
  dates_differ INTEGER NOT NULL, set_aside TEXT, voices INTEGER NOT NULL, independent_sources INTEGER NOT NULL);
CREATE TABLE names (actor TEXT PRIMARY KEY REFERENCES actors, name TEXT NOT NULL);
CREATE TABLE story (number INTEGER PRIMARY KEY, title TEXT NOT NULL, step TEXT NOT NULL);
CREATE INDEX relations_source ON relations (source);
CREATE INDEX relations_target ON relations (target);
CREATE INDEX about_actor ON about (actor);
CREATE INDEX evidence_source ON evidence (source);

CREATE VIEW who_did_what AS
  SELECT relations.id, s.name AS source, types.label AS relation, t.name AS target, relations.status,
    (SELECT group_concat(names.name, '; ') FROM about JOIN names ON names.actor = about.actor
      WHERE about.relation = relations.id) AS about, days.words, days.earliest_start, days.latest_start, days.earliest_end, days.latest_end, days.claimed,
    days.contested, days.set_aside, days.voices, days.independent_sources, relations.summary, relations.amount, relations.unit,
    relations.source AS source_id, relations.target AS target_id
  FROM relations JOIN names s ON s.actor = relations.source JOIN names t ON t.actor = relations.target
    JOIN types ON types.name = relations.type JOIN days ON days.relation = relations.id;
CREATE VIEW who_says AS
  SELECT evidence.relation, sources.publisher, sources.title, sources.published, evidence.paragraph,
    CASE evidence.attribution WHEN 'unnamed' THEN 'unnamed' ELSE coalesce(names.name, sources.publisher) END
    AS voice, evidence.stance, evidence.said
  FROM evidence JOIN sources ON sources.id = evidence.source
    LEFT JOIN names ON names.actor = evidence.attribution;
