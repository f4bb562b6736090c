package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Whatever the policy, the build context, the agents and the branches: a run has one version everywhere, or is refused
 * before anything has happened.
 */
@WithJenkins
class OneVersionOrNothingTest {

    private static final long SEED = 20_261_122;
    private static final int SHAPES = 24;
    private static final List<String> POLICIES = List.of("", "ignore", "fail", "mark");

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;
    private static int deployed;
    private static int refused;

    /**
     * A Pipeline.
     *
     * @param policies of {@code kamalVersion} (twice where parallel) and of {@code kamalDeploy}; empty for the default
     * @param context whether the configuration builds the workspace itself
     * @param contents of page.txt in the two workspaces; empty for the commit's
     * @param parallel whether both workspaces ask for the version at the same time
     * @param deployOnSecond on which of the two agents is deployed
     */
    record Shape(
            List<String> policies, boolean context, List<String> contents, boolean parallel, boolean deployOnSecond) {

        static Shape random(Random random, int number) {
            List<String> contents = List.of("", "", "edited", "edited otherwise");
            String first = contents.get(random.nextInt(4));
            // Half of them agree, because those that do not are mostly refused.
            String second = random.nextBoolean() ? first : contents.get(random.nextInt(4));
            return new Shape(
                    List.of(POLICIES.get(number % 4), POLICIES.get(random.nextInt(4)), POLICIES.get(random.nextInt(4))),
                    number % 8 >= 4,
                    List.of(first, second),
                    random.nextBoolean(),
                    random.nextBoolean());
        }

        String deployed() {
            return contents.get(deployOnSecond ? 1 : 0);
        }

        String arguments(int step) {
            return "configFile: 'config/" + (context ? "here" : "deploy") + ".yml'"
                    + (policies.get(step).isEmpty() ? "" : ", uncommitted: '" + policies.get(step) + "'");
        }

        String script(EmbeddedProject project) {
            return """
                    def workspace = { label, text, ask ->
                      node(label) {
                        %s
                        if (text) { writeFile file: 'page.txt', text: text + '\\n' }
                        ask()
                      }
                    }
                    def ready = 0
                    def first = { workspace('one', '%s') { %s kamalVersion(%s) } }
                    def second = { workspace('two', '%s') { %s kamalVersion(%s) } }
                    %s
                    node('%s') { kamalDeploy(%s, %s) }
                    """.formatted(
                            project.checkout(),
                            contents.get(0),
                            meet(),
                            arguments(0),
                            contents.get(1),
                            meet(),
                            arguments(1),
                            parallel ? "parallel one: first, two: second" : "first(); second()",
                            deployOnSecond ? "two" : "one",
                            arguments(2),
                            EmbeddedProject.access());
        }

        private String meet() {
            return parallel ? "ready++; waitUntil(initialRecurrencePeriod: 50, quiet: true) { ready == 2 };" : "";
        }
    }

    static List<Shape> shapes() {
        Random random = new Random(SEED);
        List<Shape> shapes = new ArrayList<>();
        for (int number = 0; number < SHAPES; number++) {
            shapes.add(Shape.random(random, number));
        }
        return shapes;
    }

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.configure();
        project.agent(jenkins, "one");
        project.agent(jenkins, "two");
    }

    @AfterAll
    static void stop() {
        project.close();
        // A property that only ever saw one of the two would say nothing about the other.
        assertThat(deployed).as("shapes that were deployed").isGreaterThanOrEqualTo(SHAPES / 4);
        assertThat(refused).as("shapes that were refused").isGreaterThanOrEqualTo(SHAPES / 4);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void oneVersionOrNothing(Shape shape) throws Exception {
        project.commitPage("page " + (deployed + refused));
        project.forget();
        long builds = project.builds();
        Set<String> tags = new TreeSet<>(project.registry().tags(EmbeddedProject.IMAGE));

        WorkflowRun run = Pipelines.run(jenkins, shape.script(project));

        if (Result.SUCCESS.equals(run.getResult())) {
            deployed++;
            assertOneVersion(shape, run, tags);
        } else {
            refused++;
            assertThat(JenkinsRule.getLog(run)).containsAnyOf("ERROR: ", "Failed in branch");
            assertThat(project.server().commands()).as("commands on the server").isEmpty();
            assertThat(project.hooks()).as("hooks").isEmpty();
            assertThat(project.builds()).as("builds").isEqualTo(builds);
            Pipelines.assertNothingDeployed(run);
            assertThat(refusable(shape)).as("a reason to refuse " + shape).isTrue();
        }
    }

    private static void assertOneVersion(Shape shape, WorkflowRun run, Set<String> tagsBefore) throws Exception {
        String version =
                run.getAction(KamalVersionAction.class).getVersions().get(0).getVersion();
        assertThat(run.getAction(KamalVersionAction.class).getVersions()).hasSize(1);
        Set<String> tags = new TreeSet<>(project.registry().tags(EmbeddedProject.IMAGE));
        tags.removeAll(tagsBefore);
        tags.remove("latest");
        assertThat(tags).as("new tags").containsExactly(version);
        assertThat(project.hooks().stream().map(line -> line.substring(line.indexOf(' ') + 1)))
                .as("hooks")
                .isNotEmpty()
                .containsOnly(version);
        assertThat(project.server().docker().states()).containsEntry("shop-web-" + version, "running");
        assertThat(project.server().docker().environment("shop-web-" + version))
                .containsEntry("KAMAL_VERSION", version);
        assertThat(run.getAction(DeploymentAction.class).getDeployment().getVersion())
                .isEqualTo(version);
        assertContent(shape, version);
    }

    /** A bare commit holds what was committed, a mark what was changed; only who said 'ignore' may differ. */
    private static void assertContent(Shape shape, String version) throws Exception {
        SimulatedImage image =
                project.registry().find(EmbeddedProject.IMAGE + ":" + version).orElseThrow();
        String committed = project.git("show", "HEAD:page.txt") + "\n";
        String here = shape.deployed().isEmpty() ? committed : shape.deployed() + "\n";
        boolean ignored = shape.context() && shape.policies().contains("ignore");
        if (!ignored) {
            assertThat(image.files().get("/page.txt")).isEqualTo(version.contains("_uncommitted_") ? here : committed);
        }
        assertThat(version).matches(project.commit() + (version.contains("_") ? "_uncommitted_[0-9a-f]{16}" : ""));
    }

    /** Clean workspaces give nobody a reason to refuse. */
    private static boolean refusable(Shape shape) {
        return shape.contents().stream().anyMatch(content -> !content.isEmpty());
    }
}
