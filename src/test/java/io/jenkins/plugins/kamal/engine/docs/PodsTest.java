package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Each documented pod has the containers that the Pipeline beside it uses, and they have what the engine needs. */
class PodsTest {

    private static final Pattern CONTAINER = Pattern.compile("container\\('([^']+)'\\)");
    private static final Pattern JAVA = Pattern.compile("openjdk-?(\\d+)-jre");
    private static final Pattern LISTENS = Pattern.compile("--host=(tcp://\\S+)");
    private static final String AGENT = "jenkins/inbound-agent";

    @Test
    void areThere() throws IOException {
        assertThat(BlockKind.POD.in(Page.all())).hasSizeGreaterThanOrEqualTo(2);
    }

    @TestFactory
    Stream<DynamicTest> fitThePipelineBesideThem() throws IOException {
        List<Page> pages = Page.all();
        return BlockKind.POD.in(pages).stream()
                .map(pod -> DynamicTest.dynamicTest(pod.toString(), () -> check(pod, pages)));
    }

    private static void check(CodeBlock pod, List<Page> pages) {
        Map<String, Map<String, Object>> containers = containers(pod);
        String pipeline = inSection(pod, BlockKind.JENKINSFILE, pages);
        assertThat(pipeline).contains("readTrusted('" + pod.file().orElseThrow() + "')", "kamalDeploy");
        List<String> used = CONTAINER
                .matcher(pipeline)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(containers.keySet()).containsAll(used).contains("jnlp");
        assertThat(containers.get("jnlp")).containsEntry("image", AGENT);
        if (used.isEmpty()) {
            assertThat(pipeline).as("the agent's image has no Docker").contains("skipPush: true");
        }
        for (String name : used) {
            checkTools(pod, containers, containers.get(name), pages);
        }
    }

    /** The image comes from the section's Dockerfile, and a daemon of the pod listens where the container looks for it. */
    private static void checkTools(
            CodeBlock pod,
            Map<String, Map<String, Object>> containers,
            Map<String, Object> container,
            List<Page> pages) {
        String dockerfile = inSection(pod, BlockKind.DOCKERFILE, pages);
        assertThat(dockerfile).containsPattern("FROM docker:\\d+-cli").containsPattern("\\bgit\\b");
        assertThat(JAVA.matcher(dockerfile).results().map(match -> Integer.valueOf(match.group(1))))
                .as("releases of Java")
                .isNotEmpty()
                .allMatch(release -> release >= 17);
        assertThat(container.get("image")).asString().startsWith("registry.example.com/");
        assertThat(container).as("a container that stays").containsEntry("command", List.of("sleep"));
        assertThat(containers.values().stream()
                        .flatMap(each -> LISTENS.matcher(
                                        String.valueOf(each.get("args")).replace(",", ""))
                                .results())
                        .map(match -> match.group(1).replace("127.0.0.1", "localhost")))
                .as("addresses of daemons")
                .contains(environment(container).get("DOCKER_HOST"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> containers(CodeBlock block) {
        Map<String, Object> pod = new Yaml(new SafeConstructor(new LoaderOptions())).load(block.text());
        Map<String, Map<String, Object>> byName = new HashMap<>();
        List<Map<String, Object>> all =
                (List<Map<String, Object>>) ((Map<String, Object>) pod.get("spec")).get("containers");
        all.forEach(container -> byName.put((String) container.get("name"), container));
        return byName;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> environment(Map<String, Object> container) {
        Map<String, String> byName = new HashMap<>();
        ((List<Map<String, String>>) container.get("env"))
                .forEach(variable -> byName.put(variable.get("name"), variable.get("value")));
        return byName;
    }

    private static String inSection(CodeBlock pod, BlockKind kind, List<Page> pages) {
        return kind.in(pages).stream()
                .filter(block ->
                        block.page().equals(pod.page()) && block.section().equals(pod.section()))
                .map(CodeBlock::text)
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + kind + " beside " + pod));
    }
}
