package io.jenkins.plugins.kamal.engine.config.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.Parser;

/** Stops reading a file with an absurd number of values before the values fill the memory. */
final class BoundedEvents implements Parser {

    private final Parser parser;
    private final int most;
    private int events;

    BoundedEvents(Parser parser, int most) {
        this.parser = parser;
        this.most = most;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event getEvent() {
        Event event = parser.getEvent();
        if (++events > most) {
            throw new TooManyValuesException(event.getStartMark(), most);
        }
        return event;
    }

    static final class TooManyValuesException extends MarkedYAMLException {

        private static final long serialVersionUID = 1;

        private TooManyValuesException(Mark mark, int most) {
            super(null, null, "the file holds more than " + most + " values", mark);
        }

        int line() {
            return getProblemMark() == null ? 1 : getProblemMark().getLine() + 1;
        }
    }
}
