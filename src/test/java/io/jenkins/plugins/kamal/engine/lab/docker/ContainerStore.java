package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The containers of one machine, in the order they were made. Guarded by its {@link SimulatedDocker}. */
public final class ContainerStore {

    private final List<Container> containers = new ArrayList<>();

    /** The newest first. */
    List<Container> all() {
        List<Container> newestFirst = new ArrayList<>(containers);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    void add(Container container) {
        containers.add(container);
    }

    void remove(Container container) {
        containers.remove(container);
    }

    /** The container of this name, id, or beginning of an id. */
    Optional<Container> find(String nameOrId) {
        String name = nameOrId.startsWith("/") ? nameOrId.substring(1) : nameOrId;
        return containers.stream()
                .filter(container -> container.name.equals(name))
                .findFirst()
                .or(() -> containers.stream()
                        .filter(container -> !name.isEmpty() && container.id.startsWith(name))
                        .findFirst());
    }

    Container get(String nameOrId) {
        return find(nameOrId).orElseThrow(() -> DockerFailure.noSuchContainer(nameOrId));
    }

    /** Why a name cannot be given to a container, if it cannot. */
    Optional<String> objection(String name) {
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]+")) {
            return Optional.of("Invalid container name (" + name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }
        return containers.stream()
                .filter(container -> container.name.equals(name))
                .findFirst()
                .map(container ->
                        ("Conflict. The container name \"/%s\" is already in use by container \"%s\". You have to "
                                        + "remove (or rename) that container to be able to reuse that name.")
                                .formatted(name, container.id));
    }

    boolean uses(SimulatedImage image) {
        return containers.stream().anyMatch(container -> container.image.id().equals(image.id()));
    }

    Optional<Container> firstUsing(SimulatedImage image, boolean onlyActive) {
        return containers.stream()
                .filter(container -> container.image.id().equals(image.id()))
                .filter(container -> !onlyActive || container.isActive())
                .findFirst();
    }
}
