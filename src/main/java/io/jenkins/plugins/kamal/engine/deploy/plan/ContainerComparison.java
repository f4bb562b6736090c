package io.jenkins.plugins.kamal.engine.deploy.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.ruby.Shellwords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares a container with the one that a deploy would start in its place. */
final class ContainerComparison {

    private final DescribedContainer current;
    private final WantedContainer wanted;
    private final List<Difference> differences = new ArrayList<>();

    private ContainerComparison(DescribedContainer current, WantedContainer wanted) {
        this.current = current;
        this.wanted = wanted;
    }

    /**
     * The differences.
     *
     * @param variables the variables that it would have
     * @param cmd its own command as shell text, or null if it has the image's command
     */
    static List<Difference> of(
            DescribedContainer current, WantedContainer wanted, WantedVariables variables, @CheckForNull String cmd) {
        ContainerComparison comparison = new ContainerComparison(current, wanted);
        comparison.image();
        comparison.differences.addAll(variables.differencesTo(current));
        comparison.labels();
        comparison.mounts();
        comparison.differences.addAll(new OptionComparison(current, wanted).differences());
        comparison.command(cmd);
        return comparison.differences;
    }

    private void image() {
        String before = current.settings().path("image").asText("");
        if (!repository(before).equals(repository(wanted.image()))) {
            differences.add(new Difference(ChangeKind.IMAGE, "", before, wanted.image()));
        }
    }

    private static String repository(String image) {
        int tag = image.lastIndexOf(':');
        return tag > image.lastIndexOf('/') ? image.substring(0, tag) : image;
    }

    /** Compares the labels. Those of the image itself are ignored, because they come and go with the image. */
    private void labels() {
        Map<String, String> before = DescribedContainer.texts(current.settings().path("labels"));
        Map<String, String> ofImage = DescribedContainer.texts(current.image().path("labels"));
        Map<String, String> after = wanted.keyValues("label");
        after.forEach((name, value) -> {
            if (!before.containsKey(name)) {
                differences.add(Difference.added(ChangeKind.LABEL, name));
            } else if (!value.equals(before.get(name))) {
                differences.add(Difference.changed(ChangeKind.LABEL, name, value));
            }
        });
        before.forEach((name, value) -> {
            boolean known = after.containsKey(name) || wanted.all("label").contains(name);
            if (!known && !value.equals(ofImage.get(name)) && !current.image().isMissingNode()) {
                differences.add(Difference.removed(ChangeKind.LABEL, name));
            }
        });
    }

    private void mounts() {
        Set<String> before =
                withoutVersion(DescribedContainer.list(current.settings().path("binds")));
        Set<String> after = withoutVersion(wanted.all("volume").stream()
                .filter(volume -> volume.contains(":"))
                .toList());
        after.stream()
                .filter(mount -> !before.contains(mount))
                .forEach(mount -> differences.add(
                        WantedContainer.isExpanded(mount)
                                ? Difference.unknown("mount " + mount, Difference.EXPANDED)
                                : new Difference(ChangeKind.MOUNT, mount, "", mount)));
        boolean comparable = after.stream().noneMatch(WantedContainer::isExpanded);
        before.stream()
                .filter(mount -> comparable && !after.contains(mount))
                .forEach(mount -> differences.add(new Difference(ChangeKind.MOUNT, mount, mount, "")));
    }

    /** Replaces the version in the paths of assets, because every version has its own directory of assets. */
    private static Set<String> withoutVersion(List<String> mounts) {
        Set<String> comparable = new LinkedHashSet<>();
        mounts.forEach(mount ->
                comparable.add(mount.replaceFirst("(/\\.kamal/apps/[^/:]+/assets/volumes/)[^/:]+(?=:)", "$1VERSION")));
        return comparable;
    }

    private void command(@CheckForNull String cmd) {
        if (current.image().isMissingNode()) {
            return;
        }
        List<String> ofImage = wanted.all("entrypoint").isEmpty()
                ? DescribedContainer.list(current.image().path("command"))
                : List.of();
        List<String> before = DescribedContainer.list(current.settings().path("command"));
        if (cmd != null && WantedContainer.isExpanded(cmd)) {
            differences.add(Difference.unknown("command", Difference.EXPANDED));
            return;
        }
        List<String> after = cmd == null ? ofImage : Shellwords.split(cmd).orElse(ofImage);
        if (!after.equals(before)) {
            differences.add(Difference.changed(ChangeKind.COMMAND, ""));
        }
    }
}
