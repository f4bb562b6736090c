package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.CommandWords;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.docker.command.Hash;
import io.jenkins.plugins.kamal.engine.lab.docker.command.ListFilters;
import io.jenkins.plugins.kamal.engine.lab.docker.command.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code docker image ls}, {@code pull}, {@code tag}, {@code image rm} and {@code image prune}. */
final class ImageCommands {

    private static final CommandWords.Syntax LS =
            CommandWords.Syntax.of("image ls", true, "--all,-a --quiet,-q --no-trunc --filter,-f= --format=");
    private static final CommandWords.Syntax PULL = CommandWords.Syntax.of("pull", true, "--quiet,-q --platform=");
    private static final CommandWords.Syntax TAG = CommandWords.Syntax.of("tag", true, "");
    private static final CommandWords.Syntax RM = CommandWords.Syntax.of("image rm", true, "--force,-f");
    private static final CommandWords.Syntax PRUNE =
            CommandWords.Syntax.of("image prune", true, "--all,-a --force,-f --filter=");
    private static final Table TABLE =
            new Table("REPOSITORY=Repository", "TAG=Tag", "IMAGE ID=ID", "CREATED=CreatedSince", "SIZE=Size");

    private final ImageStore images;
    private final ContainerStore containers;
    private final SimulatedDocker docker;

    ImageCommands(SimulatedDocker docker, ImageStore images, ContainerStore containers) {
        this.docker = docker;
        this.images = images;
        this.containers = containers;
    }

    DockerReply list(List<String> argv) {
        CommandWords words = LS.read(argv);
        ListFilters filters = ListFilters.read(words.all("--filter"), "label", "reference", "dangling");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (SimulatedImage image : images.all()) {
            if (filters.labels(image.labels())) {
                addRows(rows, image, words, filters);
            }
        }
        return TABLE.print(
                words, words.has("--quiet") ? rows.stream().distinct().toList() : rows);
    }

    private void addRows(
            List<Map<String, Object>> rows, SimulatedImage image, CommandWords words, ListFilters filters) {
        List<ImageName> tags = images.tags(image);
        if (filters.has("dangling") && filters.of("dangling").contains("true") == !tags.isEmpty()) {
            return;
        }
        List<String> patterns = new ArrayList<>(filters.of("reference"));
        patterns.addAll(words.rest());
        for (ImageName name : tags) {
            if (patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, name))) {
                rows.add(row(image, name.repository(), name.tag(), words));
            }
        }
        if (tags.isEmpty() && patterns.isEmpty()) {
            List<ImageName> digests = images.digests(image);
            rows.add(row(image, digests.isEmpty() ? "<none>" : digests.get(0).repository(), "<none>", words));
        }
    }

    private static boolean matches(String pattern, ImageName name) {
        String glob = Pattern.quote(pattern).replace("*", "\\E[^/]*\\Q");
        return name.toString().matches(glob) || name.repository().matches(glob);
    }

    private static Map<String, Object> row(SimulatedImage image, String repository, String tag, CommandWords words) {
        Map<String, Object> row = new HashMap<>();
        row.put("ID", words.has("--no-trunc") ? image.id() : Hash.brief(image.id()));
        if (!words.has("--quiet")) {
            row.put("Repository", repository);
            row.put("Tag", tag);
            row.put("CreatedSince", Container.since(image.created()) + " ago");
            row.put("CreatedAt", image.created().toString());
            row.put("Size", "1MB");
        }
        return row;
    }

    DockerReply pull(List<String> argv) {
        CommandWords words = PULL.read(argv);
        ImageName name = ImageName.parse(words.atLeast(1).get(0));
        boolean upToDate = images.find(name.toString())
                .map(SimulatedImage::id)
                .equals(docker.registry().find(name.toString()).map(SimulatedImage::id));
        SimulatedImage image = docker.pull(name.toString());
        if (words.has("--quiet")) {
            return DockerReply.lines(name.toString());
        }
        return DockerReply.lines(
                (name.tag().isEmpty() ? name.toString() : name.tag()) + ": Pulling from " + name.path(),
                "Digest: " + image.digest(),
                "Status: " + (upToDate ? "Image is up to date for " : "Downloaded newer image for ") + name,
                name.toString());
    }

    DockerReply tag(List<String> argv) {
        List<String> names = TAG.read(argv).atLeast(2);
        images.put(ImageName.parse(names.get(1)), images.get(names.get(0)));
        return DockerReply.ok();
    }

    DockerReply remove(List<String> argv) {
        CommandWords words = RM.read(argv);
        boolean force = words.has("--force");
        StringBuilder done = new StringBuilder();
        StringBuilder errors = new StringBuilder();
        for (String name : words.atLeast(1)) {
            try {
                remove(name, force).forEach(line -> done.append(line).append('\n'));
            } catch (DockerFailure failure) {
                errors.append(failure.reply().stderr());
            }
        }
        return new DockerReply(
                errors.isEmpty() || onlyMissing(errors, force) ? 0 : 1, done.toString(), errors.toString());
    }

    private static boolean onlyMissing(CharSequence errors, boolean force) {
        return force && errors.toString().lines().allMatch(line -> line.contains("No such image: "));
    }

    private List<String> remove(String name, boolean force) {
        SimulatedImage image = images.get(name);
        List<String> lines = new ArrayList<>();
        if (images.isName(name)) {
            ImageName removed = ImageName.parse(name);
            refuseIfUsed(removed, image, force);
            lines.addAll(untag(removed, image));
        } else {
            refuseById(name, image, force);
            for (ImageName other : images.namesOf(image)) {
                lines.add("Untagged: " + other);
                images.remove(other);
            }
        }
        lines.addAll(deleteUnlessNeeded(image));
        return lines;
    }

    private void refuseById(String name, SimulatedImage image, boolean force) {
        containers.firstUsing(image, true).ifPresent(container -> {
            throw DockerFailure.daemon("conflict: unable to delete " + name
                    + " (cannot be forced) - image is being used by running container " + Hash.brief(container.id));
        });
        if (!force && images.tags(image).size() > 1) {
            throw DockerFailure.daemon("conflict: unable to delete " + name
                    + " (must be forced) - image is referenced in multiple repositories");
        }
        if (!force && containers.uses(image)) {
            throw DockerFailure.daemon("conflict: unable to delete " + name
                    + " (must be forced) - image is being used by stopped container "
                    + Hash.brief(containers.firstUsing(image, false).orElseThrow().id));
        }
    }

    private void refuseIfUsed(ImageName name, SimulatedImage image, boolean force) {
        boolean last = images.namesOf(image).stream()
                .allMatch(other -> other.equals(name)
                        || !other.digest().isEmpty() && other.repository().equals(name.repository()));
        if (!force && last) {
            containers.firstUsing(image, false).ifPresent(container -> {
                throw DockerFailure.daemon(
                        ("conflict: unable to remove repository reference \"%s\" (must force) - container %s is using "
                                        + "its referenced image %s")
                                .formatted(name, Hash.brief(container.id), Hash.brief(image.id())));
            });
        }
    }

    /** Takes a name away, and with a repository's last tag its digests. */
    private List<String> untag(ImageName name, SimulatedImage image) {
        List<String> lines = new ArrayList<>(List.of("Untagged: " + name));
        images.remove(name);
        boolean more =
                images.tags(image).stream().anyMatch(other -> other.repository().equals(name.repository()));
        if (!more) {
            for (ImageName digest : images.digests(image)) {
                if (digest.repository().equals(name.repository())) {
                    images.remove(digest);
                    lines.add("Untagged: " + digest);
                }
            }
        }
        return lines;
    }

    private List<String> deleteUnlessNeeded(SimulatedImage image) {
        if (!images.namesOf(image).isEmpty()
                || containers.firstUsing(image, true).isPresent()) {
            return List.of();
        }
        images.delete(image);
        return List.of("Deleted: " + image.id());
    }

    DockerReply prune(List<String> argv) {
        CommandWords words = PRUNE.read(argv);
        ListFilters filters = ListFilters.read(words.all("--filter"), "label");
        List<String> lines = new ArrayList<>();
        for (SimulatedImage image : images.all()) {
            boolean candidate = words.has("--all") || images.tags(image).isEmpty();
            if (candidate && filters.labels(image.labels()) && !containers.uses(image)) {
                images.tags(image).forEach(name -> lines.add("untagged: " + name));
                lines.add("deleted: " + image.id());
                images.delete(image);
            }
        }
        if (!lines.isEmpty()) {
            lines.add(0, "Deleted Images:");
            lines.add("");
        }
        lines.add("Total reclaimed space: 0B");
        return DockerReply.lines(lines);
    }
}
