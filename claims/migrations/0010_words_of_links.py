"""The words of a link's address and title, for the filter of the list of links.

``claims_words`` splits at whatever is no letter or figure and takes each character of a script without spaces as a word;
the same function splits what is typed, so that both always agree. The extension for trigrams is not everywhere.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

WORDS = r"""
CREATE FUNCTION claims_words(told text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT left(word, 64)), '{}')
    FROM regexp_split_to_table(
        regexp_replace(lower(told), '([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])', ' \1 ', 'g'),
        '[\s!-/:-@\[-`{-~\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u206f\u3000-\u303f]+'
    ) AS word
    WHERE word <> ''
$$;
CREATE FUNCTION claims_words_begin(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg('''' || word || ''':*', ' & ')::tsquery FROM unnest(claims_words(typed)) AS word
$$;
CREATE FUNCTION claims_link_words(url text, title text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(claims_words(url || ' ' || left(coalesce(title, ''), 1000)))
$$;
"""
NO_WORDS = """
DROP FUNCTION claims_link_words(text, text);
DROP FUNCTION claims_words_begin(text);
DROP FUNCTION claims_words(text);
"""
TRIGGERS = """
INSERT INTO claims_linkwords (link_id, words)
    SELECT link.id, claims_link_words(link.url, document.title)
    FROM claims_link AS link JOIN claims_document AS document ON document.id = link.document_id;
CREATE FUNCTION claims_link_named() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO claims_linkwords (link_id, words)
        SELECT NEW.id, claims_link_words(NEW.url, document.title)
        FROM claims_document AS document WHERE document.id = NEW.document_id
        ON CONFLICT (link_id) DO UPDATE SET words = EXCLUDED.words;
    RETURN NULL;
END $$;
CREATE FUNCTION claims_document_titled() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE claims_linkwords AS named SET words = claims_link_words(link.url, NEW.title)
        FROM claims_link AS link WHERE link.document_id = NEW.id AND named.link_id = link.id;
    RETURN NULL;
END $$;
CREATE TRIGGER link_named AFTER INSERT ON claims_link FOR EACH ROW EXECUTE FUNCTION claims_link_named();
CREATE TRIGGER link_renamed AFTER UPDATE OF url, document_id ON claims_link FOR EACH ROW
    WHEN (OLD.url IS DISTINCT FROM NEW.url OR OLD.document_id IS DISTINCT FROM NEW.document_id)
    EXECUTE FUNCTION claims_link_named();
CREATE TRIGGER document_titled AFTER UPDATE OF title ON claims_document FOR EACH ROW
    WHEN (OLD.title IS DISTINCT FROM NEW.title) EXECUTE FUNCTION claims_document_titled();
"""
NO_TRIGGERS = """
DROP TRIGGER document_titled ON claims_document;
DROP TRIGGER link_renamed ON claims_link;
DROP TRIGGER link_named ON claims_link;
DROP FUNCTION claims_document_titled();
DROP FUNCTION claims_link_named();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0009_what_came_instead"),
    ]

    operations = [
        migrations.RunSQL(WORDS, NO_WORDS),
        migrations.CreateModel(
            name="LinkWords",
            fields=[
                (
                    "link",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="claims.link",
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.AddIndex(
            model_name="linkwords",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="link_words"),
        ),
    ]
