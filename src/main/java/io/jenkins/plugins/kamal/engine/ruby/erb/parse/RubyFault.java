package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

/**
 * Ruby that cannot be evaluated here, because Ruby itself would refuse it, or because it is not part of this subset.
 */
public final class RubyFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient RubyPosition place;
    private final boolean unsupported;

    private RubyFault(RubyPosition place, boolean unsupported, String message) {
        super(message);
        this.place = place;
        this.unsupported = unsupported;
    }

    /** Ruby that only a real Ruby may evaluate. */
    public static RubyFault unsupported(RubyPosition place, String what) {
        return new RubyFault(place, true, what);
    }

    /** Ruby that a real Ruby would refuse, too. */
    public static RubyFault error(RubyPosition place, String message) {
        return new RubyFault(place, false, message);
    }

    public RubyPosition place() {
        return place;
    }

    public boolean isUnsupported() {
        return unsupported;
    }
}
