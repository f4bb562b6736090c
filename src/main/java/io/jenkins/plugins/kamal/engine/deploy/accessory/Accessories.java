package io.jenkins.plugins.kamal.engine.deploy.accessory;

import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.stream.Collectors;

/** Finds accessories by name; {@code all} stands for all of them. */
public final class Accessories {

    /** The name that means every accessory. */
    public static final String ALL = "all";

    private Accessories() {}

    /**
     * Returns the accessory with this name, or for {@link #ALL} every accessory that has a selected host.
     *
     * @throws DeployException if no accessory has this name, or if the filters exclude all of its hosts
     */
    public static List<Accessory> named(Session session, String name) {
        List<Accessory> known = session.configuration().accessories();
        if (name.equals(ALL)) {
            return known.stream()
                    .filter(accessory -> !session.targets().hostsOf(accessory).isEmpty())
                    .toList();
        }
        Accessory accessory = known.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DeployException(Topic.ACCESSORIES, unknown(name, known)));
        if (session.targets().hostsOf(accessory).isEmpty()) {
            throw new DeployException(
                    Topic.ACCESSORIES,
                    "The accessory " + name + " runs on " + Host.listed(accessory.hosts())
                            + ", but none of these hosts is selected");
        }
        return List.of(accessory);
    }

    private static String unknown(String name, List<Accessory> known) {
        return known.isEmpty()
                ? "There is no accessory " + name + "; the configuration names none (key accessories)"
                : "There is no accessory " + name + "; the configuration names "
                        + known.stream().map(Accessory::name).collect(Collectors.joining(", ")) + " (or say " + ALL
                        + ")";
    }
}
