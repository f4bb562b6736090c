package io.jenkins.plugins.kamal.engine.host.selection;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts that get a new version before the others. */
public sealed interface CanaryHosts {

    /** The option that names them. */
    String OPTION = "--canary-hosts";

    /**
     * Chooses the canary hosts of a deploy.
     *
     * @param appHosts the hosts of the deploy, those of the primary role first
     * @return at least one of the hosts, and not all of them, in their order
     * @throws EngineException if the choice fits no host, or all of them
     */
    default List<Host> among(List<Host> appHosts) {
        List<Host> chosen = chosen(appHosts);
        if (chosen.size() >= appHosts.size()) {
            throw new EngineException(
                    Topic.CANARY,
                    "The canary would be " + this + ", but the deploy has "
                            + (appHosts.size() == 1 ? "only 1 host" : "only " + appHosts.size() + " hosts") + " ("
                            + Host.listed(appHosts)
                            + "), so no host would be left for the rest of the deploy. Nothing was changed. "
                            + (appHosts.size() == 1
                                    ? "Deploy without a canary"
                                    : "Choose fewer canary hosts, or deploy without a canary"));
        }
        return chosen;
    }

    /** The hosts that are chosen, which may be all of them. */
    List<Host> chosen(List<Host> appHosts);

    /**
     * The first hosts.
     *
     * @param count how many, at least 1
     */
    record First(int count) implements CanaryHosts {

        @Override
        public List<Host> chosen(List<Host> appHosts) {
            return appHosts.subList(0, Math.min(count, appHosts.size()));
        }

        @Override
        public String toString() {
            return count == 1 ? "1 host" : count + " hosts";
        }
    }

    /**
     * A share of the hosts, beginning with the first one. The number is rounded down as that of {@code boot/limit}, but
     * is at least 1.
     *
     * @param percent the share in percent, from 1 to 99
     */
    record Share(int percent) implements CanaryHosts {

        @Override
        public List<Host> chosen(List<Host> appHosts) {
            return appHosts.subList(0, Math.max(1, appHosts.size() * percent / 100));
        }

        @Override
        public String toString() {
            return percent + "% of the hosts";
        }
    }

    /**
     * Named hosts.
     *
     * @param patterns their names; {@code *} stands for any characters
     */
    record Named(List<String> patterns) implements CanaryHosts {

        public Named {
            patterns = List.copyOf(patterns);
        }

        @Override
        public List<Host> chosen(List<Host> appHosts) {
            Set<Host> named = Selection.matching(OPTION, patterns, appHosts).orElse(List.of()).stream()
                    .collect(Collectors.toSet());
            return appHosts.stream().filter(named::contains).toList();
        }

        @Override
        public String toString() {
            return String.join(", ", patterns);
        }
    }
}
