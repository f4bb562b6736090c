package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.shell.Command;

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
        public int run(Command command) {
            throw new IllegalStateException("no terminal for " + command);
        }
    };

    /** Whether input and output of this process are a terminal. */
    boolean isThere();

    /** Asks a question and waits for a line; an empty one where the input ends. */
    String ask(String question);

    /** Runs a command of words here, with the input and the outputs of this process; gives its exit status. */
    int run(Command command);
}
