package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.shell.Screen;
import java.util.function.ToIntFunction;

/** The terminal of a user, if there is one. */
public interface Terminal {

    /** No terminal. */
    Terminal NONE = new Terminal() {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public String ask(String question) {
            throw new IllegalStateException("nobody to ask: " + question);
        }

        @Override
        public int withScreen(ToIntFunction<Screen> work) {
            throw new IllegalStateException("no terminal");
        }
    };

    /** Whether the input and output of this process are a terminal. */
    boolean isThere();

    /** Asks a question and waits for a line, which is empty if the input ends. */
    String ask(String question);

    /** Runs work that receives every typed key, and returns its result. */
    int withScreen(ToIntFunction<Screen> work);
}
