package io.jenkins.plugins.kamal.run.watch;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Traffic;
import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A number of requests to the app. */
@ExportedBean
public final class RequestCount implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** No requests. */
    static final RequestCount NONE = new RequestCount(new Traffic(0, 0, 0));

    private static final double PERCENT = 100;

    private final long requests;
    private final long errors;
    private final long p95Millis;

    RequestCount(Traffic traffic) {
        this.requests = traffic.requests();
        this.errors = traffic.errors();
        this.p95Millis = traffic.p95Millis();
    }

    /** The number of requests. */
    @Exported
    public long getRequests() {
        return requests;
    }

    /** How many of them were answered with a status of 500 or more. */
    @Exported
    public long getErrors() {
        return errors;
    }

    /** The time in which 95 % of them were answered, in milliseconds; 0 without requests. */
    @Exported
    public long getP95Millis() {
        return p95Millis;
    }

    /** The figures in words, such as {@code 412, 0.2 % errors, p95 34 ms}. */
    public String getText() {
        return requests == 0
                ? Messages.RequestCount_none()
                : Messages.RequestCount_text(
                        Long.toString(requests),
                        String.format(Locale.ROOT, "%.1f", PERCENT * errors / requests),
                        Long.toString(p95Millis));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("requests", requests);
        map.put("errors", errors);
        map.put("p95Millis", p95Millis);
        return map;
    }
}
