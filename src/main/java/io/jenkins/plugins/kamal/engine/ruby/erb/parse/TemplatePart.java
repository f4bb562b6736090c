package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

/**
 * A piece of a template.
 *
 * @param kind its kind
 * @param content the text, or the Ruby between the tags
 * @param line where the content begins, counted from 1
 */
record TemplatePart(Kind kind, String content, int line) {

    /** The kind of a part. */
    enum Kind {
        /** Copied as it is. */
        TEXT,
        /** {@code <% ... %>}. */
        CODE,
        /** {@code <%= ... %>}. */
        OUTPUT
    }
}
