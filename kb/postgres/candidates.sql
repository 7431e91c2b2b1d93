-- One row with the IDs of the candidates, best first; no row when the release is not loaded. The driver halves each doubled percent sign.
WITH wanted AS (
    SELECT digest, facts FROM field_guide.releases WHERE digest = %(release)s
),
-- The lexemes of the question that some fact holds, each worth what the ranking gives it, so that its best are among the best here.
known AS MATERIALIZED (
    SELECT asked.unit, asked.lexeme, asked.share * ln(1 + wanted.facts / (0.5 + units.facts)) AS worth, units.facts, false AS guessed
    FROM wanted
    CROSS JOIN unnest(%(units)s::int[], %(lexemes)s::text[], %(shares)s::float8[]) AS asked(unit, lexeme, share)
    JOIN field_guide.units ON units.release = wanted.digest AND units.unit = asked.lexeme
),
-- For its words that no fact holds (misspelt, cut short, run together) the lexemes most like them.
alike AS MATERIALIZED (
    SELECT strange.unit, near.lexeme, strange.worth * near.likeness AS worth, near.facts, true AS guessed
    FROM unnest(%(numbers)s::int[], %(words)s::text[], %(worths)s::float8[]) AS strange(unit, word, worth)
    CROSS JOIN LATERAL (
        SELECT units.unit AS lexeme, units.facts,
               (similarity(units.unit, strange.word) + word_similarity(strange.word, units.unit)) / 2 AS likeness
        FROM field_guide.units
        WHERE units.release = %(release)s AND (units.unit %% strange.word OR units.unit %%> strange.word)
        ORDER BY likeness DESC, units.unit
        LIMIT %(alike)s
    ) AS near
    WHERE NOT EXISTS (SELECT FROM known WHERE known.unit = strange.unit)
),
asked AS MATERIALIZED (
    SELECT every.*, sum(every.facts) OVER rising AS upto, row_number() OVER rising AS place, wanted.facts <= %(most)s AS few
    FROM wanted CROSS JOIN (SELECT * FROM known UNION ALL SELECT * FROM alike) AS every
    WINDOW rising AS (ORDER BY every.facts, every.lexeme, every.unit ROWS UNBOUNDED PRECEDING)
),
-- A unit's key and its stems count together; of several guesses at one word only the best counts.
hits AS (
    SELECT facts.id, CASE WHEN asked.guessed THEN max(asked.worth) ELSE sum(asked.worth) END AS worth
    FROM asked
    -- A lexeme is quoted as a tsquery has it.
    JOIN field_guide.facts ON facts.release = %(release)s
        AND facts.units @@ ('''' || replace(replace(asked.lexeme, '\', '\\'), '''', '''''') || '''')::tsquery
    WHERE asked.few OR asked.upto <= %(budget)s OR asked.place = 1
    GROUP BY facts.id, asked.unit, asked.guessed
),
best AS (
    SELECT id, sum(worth) AS worth FROM hits GROUP BY id ORDER BY worth DESC, id LIMIT %(most)s
)
SELECT ARRAY(SELECT id FROM best ORDER BY worth DESC, id) FROM wanted
