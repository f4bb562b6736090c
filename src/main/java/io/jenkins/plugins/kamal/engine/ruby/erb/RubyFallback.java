package io.jenkins.plugins.kamal.engine.ruby.erb;

import java.util.Map;
import java.util.Optional;

/** A real Ruby for the templates that cannot be evaluated here. */
public interface RubyFallback {

    /**
     * Renders a template as Kamal does, in the project directory.
     *
     * @param template the whole file
     * @param environment the whole environment
     * @return empty if there is no Ruby
     * @throws RubyFailedException if there is one and it cannot render the template either
     * @throws InterruptedException if the waiting thread was interrupted; Ruby has been ended then
     */
    Optional<Rendered> render(String template, Map<String, String> environment) throws InterruptedException;

    /**
     * A template that Ruby has rendered.
     *
     * @param text the text
     * @param environment the environment afterwards, which the template may have changed
     */
    record Rendered(String text, Map<String, String> environment) {

        /** Copies the environment. */
        public Rendered {
            environment = Map.copyOf(environment);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Ruby could not render the template. */
    final class RubyFailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        /** The message is the first line of Ruby's message. */
        public RubyFailedException(String message) {
            super(message);
        }
    }
}
