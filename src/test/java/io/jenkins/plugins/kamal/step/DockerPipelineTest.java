package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Fingerprint;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.run.deployment.BootedContainer;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jenkinsci.plugins.docker.commons.fingerprint.ContainerRecord;
import org.jenkinsci.plugins.docker.commons.fingerprint.DockerFingerprintAction;
import org.jenkinsci.plugins.docker.commons.fingerprint.DockerFingerprints;
import org.jenkinsci.plugins.docker.commons.fingerprint.DockerRunFingerprintFacet;
import org.jenkinsci.plugins.docker.commons.tools.DockerTool;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jenkinsfiles that build with Docker Pipeline and deploy with us, on real Docker, registry and servers. */
@WithJenkins
class DockerPipelineTest {

    /** A tool that notes how it is called, and is Docker. */
    private static final String NOTING_DOCKER = """
            #!/bin/sh
            echo "config=$DOCKER_CONFIG buildx=$BUILDX_CONFIG docker $*" >> "$HOOK_LOG.docker"
            exec "%s" "$@"
            """;

    @TempDir
    private Path temporary;

    private RealProject project;
    private Path home;

    @BeforeEach
    void makeProject() throws Exception {
        project = new RealProject(RealServers.require(), temporary);
        home = temporary.resolve("home");
    }

    @AfterEach
    void leaveNothingBehind() {
        if (project != null) {
            project.lab().clean();
        }
    }

    @Test
    void theImageIsTakenInsideTheBlock(JenkinsRule jenkins) throws Exception {
        equip(jenkins, "unix:///there/is/no/docker.sock");

        WorkflowRun run = Pipelines.run(jenkins, """
                node('docker') {
                %s
                  kamalVersion()
                  docker.withTool('noting') { docker.withServer('%s') { docker.withRegistry('http://%s', 'registry') {
                    sh 'echo "logged in in <$DOCKER_CONFIG>"'
                    def image = docker.build("lab/myapp:${env.KAMAL_VERSION}", '--label service=myapp .')
                    image.push()
                    kamalDeploy(%s)
                  } } }
                }
                """.formatted(
                        project.checkout(),
                        project.lab().agentDockerHost(),
                        project.lab().registry().address(),
                        RealProject.access()));

        System.out.println(JenkinsRule.getLog(run));
        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("is not built: the registry has it under this version", run);
        OneVersion.assertEverywhere(project, project.commit());
        assertProvenAndFingerprinted(run);
        List<String> calls = Files.readAllLines(Path.of(project.hookLog() + ".docker"));
        assertThat(calls).noneMatch(call -> call.contains(" docker buildx build "));
        assertThat(calls.stream().filter(call -> call.contains(" docker login ") && call.contains("--password-stdin")))
                .as("the engine's login")
                .isNotEmpty()
                .allMatch(call -> call.matches("config=.*@tmp/[0-9a-f-]+ buildx=" + home + "/\\.docker/buildx .*"));
        assertThat(home.resolve(".docker/config.json")).doesNotExist();
    }

    @Test
    void theImageIsTakenAfterTheBlock(JenkinsRule jenkins) throws Exception {
        equip(jenkins, project.lab().agentDockerHost());

        WorkflowRun run = Pipelines.run(jenkins, """
                node('docker') {
                %s
                  kamalVersion()
                  docker.withRegistry('http://%s', 'registry') {
                    docker.build("lab/myapp:${env.KAMAL_VERSION}", '--label service=myapp .').push()
                  }
                  kamalDeploy(%s)
                }
                """.formatted(
                        project.checkout(), project.lab().registry().address(), RealProject.access()));

        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("is not built: the registry has it under this version", run);
        OneVersion.assertEverywhere(project, project.commit());
        assertProvenAndFingerprinted(run);
    }

    @Test
    void theBuildersOfTheAgentAreThereInsideTheBlock(JenkinsRule jenkins) throws Exception {
        project.hook("pre-build", """
                #!/bin/sh
                docker buildx ls --format 'builder <{{.Name}}>'
                """);
        project.commitChange("looking", "");
        equip(jenkins, project.lab().agentDockerHost());

        WorkflowRun run = Pipelines.run(jenkins, """
                node('docker') {
                %s
                  sh 'docker buildx create --name of-the-agent --driver docker-container'
                  docker.withRegistry('http://%s', 'registry') {
                    echo "pushed <${kamalPush(%s)}>"
                  }
                }
                """.formatted(
                        project.checkout(), project.lab().registry().address(), RealProject.access()));

        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run)).containsPattern("pushed <sha256:[0-9a-f]{64}>");
        jenkins.assertLogContains("builder <of-the-agent>", run);
    }

    private void equip(JenkinsRule jenkins, String dockerHost) throws Exception {
        project.configure();
        Path tool = Files.createDirectories(temporary.resolve("tool/bin")).resolve("docker");
        Files.writeString(tool, NOTING_DOCKER.formatted(docker()));
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        jenkins.jenkins
                .getDescriptorByType(DockerTool.DescriptorImpl.class)
                .setInstallations(
                        new DockerTool("noting", tool.getParent().getParent().toString(), List.of()));
        project.agent(jenkins, "docker", home, dockerHost);
    }

    private static Path docker() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .map(directory -> Path.of(directory, "docker"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private void assertProvenAndFingerprinted(WorkflowRun run) throws Exception {
        List<BootedContainer> containers =
                run.getAction(DeploymentAction.class).getDeployment().getContainers();
        assertThat(containers).hasSize(3).allMatch(BootedContainer::isProven);
        String image = containers.get(0).getImageId();
        assertThat(run.getAction(DockerFingerprintAction.class).getImageIDs()).containsExactly(image);
        Fingerprint fingerprint = DockerFingerprints.of(image);
        assertThat(fingerprint.getOriginal().getName())
                .isEqualTo(run.getParent().getFullName());
        assertThat(DockerFingerprints.getFacet(fingerprint, DockerRunFingerprintFacet.class).records)
                .extracting(ContainerRecord::getHost)
                .containsExactlyInAnyOrderElementsOf(project.servers().stream()
                        .map(RealServers.Server::address)
                        .toList());
    }
}
