package io.jenkins.plugins.kamal.engine.config.template;

import io.jenkins.plugins.kamal.engine.ruby.erb.RenderedTemplate;

/** Rendered files for tests. */
public final class RenderedFiles {

    private RenderedFiles() {}

    public static RenderedFile of(RenderedTemplate template) {
        return new RenderedFile(template);
    }
}
