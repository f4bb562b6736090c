package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The images on one machine and what they are called there. Guarded by its {@link SimulatedDocker}. */
public final class ImageStore {

    private final Map<String, SimulatedImage> images = new TreeMap<>();
    private final Map<String, String> names = new TreeMap<>();

    /** Gives an image a name, taking it from whichever image had it. */
    public void put(ImageName name, SimulatedImage image) {
        images.put(image.id(), image);
        names.put(name.toString(), image.id());
    }

    public Optional<SimulatedImage> find(String nameOrId) {
        if (nameOrId.isEmpty()) {
            return Optional.empty();
        }
        String id = names.get(ImageName.parse(nameOrId).toString());
        return id != null ? Optional.of(images.get(id)) : byId(nameOrId);
    }

    private Optional<SimulatedImage> byId(String start) {
        if (!start.matches("(sha256:)?[0-9a-f]{1,64}")) {
            return Optional.empty();
        }
        String id = start.startsWith("sha256:") ? start : "sha256:" + start;
        return images.values().stream()
                .filter(image -> image.id().startsWith(id))
                .findFirst();
    }

    public SimulatedImage get(String nameOrId) {
        return find(nameOrId).orElseThrow(() -> DockerFailure.daemon("No such image: " + nameOrId));
    }

    boolean isName(String text) {
        return names.containsKey(ImageName.parse(text).toString());
    }

    boolean contains(SimulatedImage image) {
        return images.containsKey(image.id());
    }

    /** All images, the newest first. */
    List<SimulatedImage> all() {
        return images.values().stream()
                .sorted(Comparator.comparing(SimulatedImage::created).reversed().thenComparing(SimulatedImage::id))
                .toList();
    }

    /** The names of an image that have a tag. */
    List<ImageName> tags(SimulatedImage image) {
        return namesOf(image).stream().filter(name -> name.digest().isEmpty()).toList();
    }

    /** The names of an image that have a digest. */
    List<ImageName> digests(SimulatedImage image) {
        return namesOf(image).stream().filter(name -> !name.digest().isEmpty()).toList();
    }

    List<ImageName> namesOf(SimulatedImage image) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(image.id()))
                .map(entry -> ImageName.parse(entry.getKey()))
                .toList();
    }

    void remove(ImageName name) {
        names.remove(name.toString());
    }

    void delete(SimulatedImage image) {
        namesOf(image).forEach(this::remove);
        images.remove(image.id());
    }
}
