package io.jenkins.plugins.kamal.engine.config.erb;

/** Ruby that cannot be evaluated here: because Ruby itself would refuse it, or because this subset lacks it. */
final class RubyFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Place place;
    private final boolean unsupported;

    private RubyFault(Place place, boolean unsupported, String message) {
        super(message);
        this.place = place;
        this.unsupported = unsupported;
    }

    /** A real Ruby may know what to do with it. */
    static RubyFault unsupported(Place place, String what) {
        return new RubyFault(place, true, what);
    }

    /** No Ruby could do it. */
    static RubyFault error(Place place, String message) {
        return new RubyFault(place, false, message);
    }

    Place place() {
        return place;
    }

    boolean isUnsupported() {
        return unsupported;
    }
}
