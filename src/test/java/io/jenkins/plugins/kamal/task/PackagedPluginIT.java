package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.PluginWrapper;
import hudson.model.Slave;
import hudson.remoting.Which;
import io.jenkins.plugins.kamal.engine.cli.Main;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import io.jenkins.plugins.kamal.step.OneVersion;
import io.jenkins.plugins.kamal.step.Pipelines;
import io.jenkins.plugins.kamal.step.RealProject;
import io.jenkins.plugins.kamal.task.jars.FileDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The package that users install, {@code target/kamal.hpi}, in a Jenkins process of its own, with an inbound agent and
 * real servers. The other tests link the plugin from its build; here nothing of the build is in the plugin's reach.
 */
class PackagedPluginIT {

    private static final Path PACKAGE = Path.of("target", "kamal.hpi");

    /** Also notes which jars the process of the engine, which runs the hook, has opened. */
    private static final String TELLING_HOOK = """
            #!/bin/sh
            "$(dirname "$0")/../record-hook" "$(basename "$0")"
            engine=$PPID
            until grep -q kamal.engine.cli.Main "/proc/$engine/cmdline"; do
              engine=$(sed 's/.*) . \\([0-9]*\\) .*/\\1/' "/proc/$engine/stat")
            done
            readlink "/proc/$engine"/fd/* | grep -v '^/usr/\\|^/opt/\\|/lib/modules$' | grep '\\.jar$\\|classes' > "$HOOK_LOG.jars"
            """;

    @RegisterExtension
    private final RealJenkinsExtension real = new RealJenkinsExtension().omitPlugins("kamal");

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path temporary;

    private RealServers lab;

    @BeforeEach
    void install() throws Throwable {
        lab = RealServers.require();
        RealProject project = new RealProject(lab, temporary);
        project.hook("pre-deploy", TELLING_HOOK);
        project.commitChange("telling", "");
        Files.copy(PACKAGE, real.getHome().toPath().resolve("plugins/kamal.jpi"), StandardCopyOption.REPLACE_EXISTING);
        real.extraEnv("KAMAL_LAB", lab.privateKeyFile().getParent().toString());
        real.startJenkins();
        agents.createAgent(
                real, InboundAgentExtension.Options.newBuilder().name("remote").build());
    }

    @AfterEach
    void leaveNothingBehind() {
        if (lab != null) {
            lab.clean();
        }
    }

    @Test
    void deploysFromAnInboundAgent() throws Throwable {
        assertThat(FileDigest.sha256(Path.of(real.runRemotely(PackagedPluginIT::jarInUse))))
                .as("digest of the jar that this Jenkins has the plugin's classes from")
                .isEqualTo(digestOfPackagedJar());
        real.runRemotely(PackagedPluginIT::deploy, temporary.toString());
        assertThat(Files.readAllLines(temporary.resolve("hooks.log.jars")))
                .as("what the engine on the agent was run from")
                .isNotEmpty()
                .allMatch(jar -> jar.matches(".*/caches/kamal-engine/[0-9a-f]{64}/engine\\.jar"));
    }

    private static String jarInUse(JenkinsRule jenkins) throws Throwable {
        PluginWrapper plugin = jenkins.jenkins.getPluginManager().getPlugin("kamal");
        assertThat(plugin.isActive()).isTrue();
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("plugins/kamal.jpl"))
                .as("the link that the harness makes")
                .doesNotExist();
        Path jar = Which.jarFile(plugin.classLoader.loadClass(Main.class.getName()))
                .toPath();
        assertThat(jar).isEqualTo(Path.of(plugin.baseResourceURL.toURI()).resolve("WEB-INF/lib/kamal.jar"));
        return jar.toString();
    }

    private static void deploy(JenkinsRule jenkins, String temporary) throws Throwable {
        RealProject project = RealProject.of(RealServers.require(), Path.of(temporary));
        project.configure();
        Slave agent = project.equip((Slave) jenkins.jenkins.getNode("remote"), Path.of(temporary, "home"));
        WorkflowRun run = Pipelines.run(jenkins, """
                node('remote') {
                %s
                  def version = kamalVersion()
                  sh 'echo "environment <$KAMAL_VERSION>"'
                  def deployed = kamalDeploy(%s)
                  echo "deployed <${deployed.version}> to ${deployed.containers.size()} containers"
                }
                """.formatted(project.checkout(), RealProject.access()));
        System.out.println(JenkinsRule.getLog(run));
        jenkins.assertBuildStatusSuccess(run);
        String version = project.commit();
        jenkins.assertLogContains("environment <" + version + ">", run);
        jenkins.assertLogContains("deployed <" + version + "> to 3 containers", run);
        assertThat(run.getAction(KamalVersionAction.class).getVersions())
                .singleElement()
                .satisfies(recorded -> assertThat(recorded.getVersion()).isEqualTo(version));
        Deployment deployment = run.getAction(DeploymentAction.class).getDeployment();
        assertThat(deployment.getVersion()).isEqualTo(version);
        assertThat(deployment.getContainers()).hasSize(3).allMatch(container -> container.isProven());
        OneVersion.assertEverywhere(project, version);
        SlowProject.of(project).assertNothingLeft(Path.of(agent.getRemoteFS()));
    }

    private static String digestOfPackagedJar() throws IOException {
        Path jar = Files.createTempFile("packaged", ".jar");
        try (ZipFile zip = new ZipFile(PACKAGE.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("WEB-INF/lib/kamal.jar"))) {
            assertThat(zip.stream().map(ZipEntry::getName)).noneMatch(name -> name.endsWith(".class"));
            Files.copy(in, jar, StandardCopyOption.REPLACE_EXISTING);
            return FileDigest.sha256(jar);
        } finally {
            Files.delete(jar);
        }
    }
}
