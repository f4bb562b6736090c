package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.shell.Screen;
import java.util.function.ToIntFunction;

/** The person before the screen, if there is one. */
public interface Terminal {

    /** Nobody. */
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

    /** Whether input and output of this process are a terminal. */
    boolean isThere();

    /** Asks a question and waits for a line; an empty one where the input ends. */
    String ask(String question);

    /** Does work while every key that is typed is the work's; gives what the work gives. */
    int withScreen(ToIntFunction<Screen> work);
}
