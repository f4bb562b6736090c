package io.jenkins.plugins.kamal.engine.deploy.watch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The requests to a service on one host: those that the new containers answer, and those that other containers of the
 * service answered before. Receives the lines of kamal-proxy's log, and keeps only figures of them.
 */
final class HostTraffic implements Consumer<String> {

    private static final int LONGEST_SHOWN = 200;

    private final Set<String> services;
    private final Set<String> targets;
    private final RequestCounter before = new RequestCounter();
    private final RequestCounter now = new RequestCounter();

    @CheckForNull
    private volatile String lastUnreadable;

    /**
     * @param services the names of the services, as kamal-proxy knows them
     * @param targets the beginnings of the addresses of the new containers
     */
    HostTraffic(Set<String> services, Set<String> targets) {
        this.services = Set.copyOf(services);
        this.targets = Set.copyOf(targets);
    }

    @Override
    public void accept(String line) {
        if (!line.startsWith("{")) {
            lastUnreadable = line;
        } else if (services.stream().anyMatch(line::contains)) {
            AccessLogLine.parse(line)
                    .filter(request -> services.contains(request.service()))
                    .ifPresent(this::count);
        }
    }

    private void count(AccessLogLine request) {
        boolean isNew = targets.stream().anyMatch(request.target()::startsWith);
        (isNew ? now : before).count(request);
    }

    /** The requests that containers before the new ones answered. */
    RequestFigures before() {
        return before.figures();
    }

    /** The requests that the new containers have answered so far. */
    RequestFigures now() {
        return now.figures();
    }

    /** The beginning of the last line that is not of kamal-proxy, such as an error message of Docker. */
    Optional<String> lastUnreadable(Redactor redactor) {
        return Optional.ofNullable(lastUnreadable)
                .map(line -> redactor.excerpt(line, LONGEST_SHOWN))
                .map(PlainText::of);
    }
}
