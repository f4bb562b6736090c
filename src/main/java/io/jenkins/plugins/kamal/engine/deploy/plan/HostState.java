package io.jenkins.plugins.kamal.engine.deploy.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a service and destination on a server.
 *
 * @param directory the directory from which relative paths of mounts are resolved
 * @param containers the containers of the app, the youngest first, without those for some of the visitors
 * @param withoutRole the containers of the app that have no role, among which are those for some of the visitors
 * @param described the running containers of the app and the containers of the accessories
 * @param images the tags of the service's images
 * @param imageByContainer the image of every container on the server, by the container's id
 * @param servicesOrNull the services behind kamal-proxy by name, or null if the proxy does not run
 * @param versionByRole the version that serves as each role; empty for none
 */
record HostState(
        String directory,
        List<ListedContainer> containers,
        List<ListedContainer> withoutRole,
        List<DescribedContainer> described,
        List<String> images,
        Map<String, String> imageByContainer,
        @CheckForNull Map<String, ProxiedService> servicesOrNull,
        Map<String, String> versionByRole) {

    private static final int MOST_IMAGES = 10_000;
    private static final int LONGEST_IMAGE = 600;

    /** Reads the answers to {@link PlanQuestions}. */
    static HostState read(ScriptResult answers, List<Role> roles) {
        Map<String, String> versions = new LinkedHashMap<>();
        for (int i = 0; i < roles.size(); i++) {
            versions.put(
                    roles.get(i).name(),
                    answers.output(PlanQuestions.VERSIONS + i).stdout().strip());
        }
        Output proxy = answers.output(PlanQuestions.PROXY);
        return new HostState(
                text(answers, PlanQuestions.DIRECTORY).strip(),
                ListedContainer.read(text(answers, PlanQuestions.CONTAINERS)),
                ListedContainer.readWithoutRole(text(answers, PlanQuestions.CONTAINERS)),
                DescribedContainer.read(answers.host(), text(answers, PlanQuestions.DESCRIPTIONS)),
                text(answers, PlanQuestions.IMAGES)
                        .lines()
                        .map(String::strip)
                        .filter(image -> !image.isEmpty() && image.length() <= LONGEST_IMAGE)
                        .limit(MOST_IMAGES)
                        .toList(),
                images(text(answers, PlanQuestions.USED_IMAGES)),
                proxy.succeeded() ? ProxiedService.read(proxy.stdout()) : null,
                versions);
    }

    private static Map<String, String> images(String answer) {
        Map<String, String> images = new LinkedHashMap<>();
        answer.lines().limit(MOST_IMAGES).map(line -> line.strip().split(" ")).forEach(words -> {
            if (words.length == 2) {
                images.put(words[0], words[1]);
            }
        });
        return images;
    }

    private static String text(ScriptResult answers, int step) {
        return answers.output(step).stdout();
    }

    /** The description of a container with this name. */
    Optional<DescribedContainer> describedAs(String name) {
        return containers.stream()
                .filter(container -> container.name().equals(name))
                .flatMap(container -> described.stream().filter(one -> one.id().equals(container.id())))
                .findFirst();
    }

    /** The description of an accessory's container. */
    Optional<DescribedContainer> describedAs(Accessory accessory) {
        return described.stream()
                .filter(one -> one.label("service").equals(accessory.serviceName())
                        && one.label("role").isEmpty())
                .findFirst();
    }
}
