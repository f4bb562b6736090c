package io.jenkins.plugins.kamal.engine.command.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.model.SampleBuilder;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuilderCommandsTest {

    private static final Version VERSION = new Version("123");
    private static final PushOptions PUSH = new PushOptions("registry", false, false, null);
    private static final String REMOTE = "ssh://app@127.0.0.1";
    private static final String START = "docker buildx build --output=type=registry --platform linux/amd64 ";
    private static final String TAGS = "-t 10.99.0.1:5555/lab/myapp:123 -t 10.99.0.1:5555/lab/myapp:latest ";
    private static final String LABEL = "--label service=\"myapp\" ";

    private static BuilderCommands commands(SampleBuilder builder) {
        return BuilderCommands.of(new SampleConfiguration().builder(builder).build(), "x86_64\n");
    }

    private static BuilderCommands withLocalRegistry(SampleBuilder builder) {
        SampleConfiguration configuration =
                new SampleConfiguration().registry(SampleConfiguration.registry(Optional.of("localhost:5000")));
        return BuilderCommands.of(configuration.builder(builder).build(), "x86_64");
    }

    private static String push(SampleBuilder builder) {
        return push(builder, PUSH);
    }

    private static String push(SampleBuilder builder, PushOptions options) {
        List<Command> commands = commands(builder).push(VERSION, options);
        assertThat(commands).hasSize(1);
        return commands.get(0).shellText();
    }

    private static Map<String, String> args(String value) {
        Map<String, String> args = new LinkedHashMap<>();
        args.put("A", "1");
        args.put("B", value);
        return args;
    }

    @Test
    void push_with_the_docker_engine() {
        assertThat(push(new SampleBuilder())).isEqualTo(START + TAGS + LABEL + "--file Dockerfile .");
    }

    @Test
    void push_records_what_it_pushed() {
        assertThat(push(new SampleBuilder(), PushOptions.toRegistry("/tmp/m.json")))
                .isEqualTo(START + "--metadata-file /tmp/m.json " + TAGS + LABEL + "--file Dockerfile .");
    }

    @Test
    void push_with_a_builder_of_its_own() {
        assertThat(push(new SampleBuilder().driver("docker-container").arches("amd64", "arm64")))
                .isEqualTo("docker buildx build --output=type=registry --platform linux/amd64,linux/arm64"
                        + " --builder kamal-local-docker-container " + TAGS + LABEL + "--file Dockerfile .");
    }

    @Test
    void push_for_the_engine_s_own_architecture() {
        assertThat(push(new SampleBuilder().arches()))
                .isEqualTo("docker buildx build --output=type=registry " + TAGS + LABEL + "--file Dockerfile .");
    }

    @Test
    void push_with_arguments() {
        assertThat(push(new SampleBuilder().args(args("x y"))))
                .isEqualTo(START + TAGS + LABEL + "--build-arg A=\"1\" --build-arg B=\"x y\" --file Dockerfile .");
    }

    @Test
    void push_with_an_argument_of_this_machine() {
        Command push = commands(new SampleBuilder().args(args("${USER}")))
                .push(VERSION, PUSH)
                .get(0);

        assertThat(push.argv())
                .containsExactly(
                        "sh",
                        "-c",
                        START + TAGS + LABEL + "--build-arg A=\"1\" --build-arg B=\"${USER}\" --file Dockerfile .");
    }

    @Test
    void push_with_secrets_names_them_only() {
        assertThat(push(new SampleBuilder().secrets("token_a", "token_b")))
                .isEqualTo(START + TAGS + LABEL + "--secret id=token_a --secret id=token_b --file Dockerfile .");
    }

    @Test
    void push_with_ssh_of_this_machine() {
        Command push = commands(new SampleBuilder().ssh("default=$SSH_AUTH_SOCK"))
                .push(VERSION, PUSH)
                .get(0);

        assertThat(push.argv())
                .containsExactly("sh", "-c", START + TAGS + LABEL + "--file Dockerfile --ssh default=$SSH_AUTH_SOCK .");
    }

    @Test
    void push_of_a_stage_of_another_file_in_another_context() {
        assertThat(push(new SampleBuilder()
                        .target("prod")
                        .dockerfile("docker/App file")
                        .context("./app")))
                .isEqualTo(START + TAGS + LABEL + "--file 'docker/App file' --target prod ./app");
    }

    @Test
    void push_with_attestations() {
        assertThat(push(new SampleBuilder().attestations("mode=max", "false")))
                .isEqualTo(START + TAGS + LABEL + "--file Dockerfile --provenance mode=max --sbom false .");
    }

    @Test
    void push_without_cache() {
        assertThat(push(new SampleBuilder(), new PushOptions("registry", false, true, null)))
                .endsWith("--file Dockerfile --no-cache .");
    }

    @Test
    void a_dirty_build_stays_here() {
        assertThat(push(new SampleBuilder(), new PushOptions("docker", true, false, null)))
                .isEqualTo(
                        "docker buildx build --output=type=docker --platform linux/amd64 -t 10.99.0.1:5555/lab/myapp:123-dirty"
                                + " -t 10.99.0.1:5555/lab/myapp:latest-dirty " + LABEL + "--file Dockerfile .");
    }

    @Test
    void cache_of_github() {
        SampleBuilder builder = new SampleBuilder().cache("gha", null, "mode=max,scope=x,url=u");

        assertThat(push(builder))
                .contains(" --cache-to type=gha,mode=max,scope=x,url=u --cache-from type=gha,scope=x,url=u --label ");
    }

    @Test
    void cache_in_the_registry() {
        assertThat(push(new SampleBuilder().cache("registry", null, "mode=max")))
                .contains(" --cache-to type=registry,ref=10.99.0.1:5555/lab/myapp-build-cache,mode=max"
                        + " --cache-from type=registry,ref=10.99.0.1:5555/lab/myapp-build-cache --label ");
    }

    @Test
    void cache_in_an_image_of_its_own() {
        assertThat(push(new SampleBuilder().cache("registry", "lab/cache", null)))
                .contains(" --cache-to type=registry,ref=10.99.0.1:5555/lab/cache --cache-from ");
    }

    @Test
    void the_docker_engine_needs_no_builder() {
        BuilderCommands commands = commands(new SampleBuilder());

        assertThat(commands.name()).isEqualTo("local");
        assertThat(commands.inspect()).isEmpty();
        assertThat(commands.create()).isEmpty();
        assertThat(commands.remove()).isEmpty();
        assertThat(commands.remote()).isEmpty();
    }

    @Test
    void a_local_builder() {
        BuilderCommands commands = commands(new SampleBuilder().driver("docker-container"));

        assertThat(commands.inspect().orElseThrow().shellText())
                .isEqualTo("docker buildx inspect kamal-local-docker-container");
        assertThat(commands.create().orElseThrow().shellText())
                .isEqualTo("docker buildx create --name kamal-local-docker-container --driver=docker-container");
        assertThat(commands.remove().orElseThrow().shellText())
                .isEqualTo("docker buildx rm kamal-local-docker-container");
        assertThat(commands.info().argv()).containsExactly("sh", "-c", "docker context ls && docker buildx ls");
    }

    @Test
    void a_local_builder_that_reaches_the_local_registry() {
        assertThat(withLocalRegistry(new SampleBuilder().driver("docker-container"))
                        .create()
                        .orElseThrow()
                        .shellText())
                .isEqualTo("docker buildx create --name kamal-local-registry-docker-container --driver=docker-container"
                        + " --driver-opt network=host");
    }

    @Test
    void a_remote_builder_builds_what_this_machine_cannot() {
        BuilderCommands commands = commands(new SampleBuilder().remote(REMOTE).arches("arm64"));
        String name = "kamal-remote-ssh---app-127-0-0-1";

        assertThat(commands.name()).isEqualTo("remote");
        assertThat(commands.remote()).contains(REMOTE);
        assertThat(commands.pushEnvironment()).containsExactly(Map.entry("BUILDKIT_NO_CLIENT_TOKEN", "1"));
        assertThat(commands.push(VERSION, PUSH).get(0).shellText())
                .startsWith(
                        "docker buildx build --output=type=registry --platform linux/arm64 --builder " + name + " -t ");
        assertThat(commands.create().orElseThrow().argv().get(2))
                .isEqualTo("docker context create " + name + "-context --description '" + name + " host' --docker host="
                        + REMOTE + " ; docker buildx create --name " + name + " " + name + "-context");
        assertThat(commands.remove().orElseThrow().argv().get(2))
                .isEqualTo("docker buildx rm " + name + " ; docker context rm " + name + "-context");
        assertThat(commands.inspect().orElseThrow().shellText())
                .isEqualTo("sh -c "
                        + Command.quote("docker buildx inspect " + name + " | grep -q 'Endpoint:.*" + name
                                + "-context' && docker context inspect "
                                + name + "-context --format '{{.Endpoints.docker.Host}}' | grep -xq " + REMOTE
                                + " || (echo no compatible builder && exit 1)"));
    }

    @Test
    void a_remote_builder_builds_everything_where_this_machine_must_not() {
        BuilderCommands commands =
                commands(new SampleBuilder().remote(REMOTE).local(false).arches("amd64", "arm64"));

        assertThat(commands.name()).isEqualTo("remote");
    }

    @Test
    void a_remote_builder_is_not_asked_for_what_this_machine_builds() {
        assertThat(commands(new SampleBuilder().remote(REMOTE).arches("amd64")).name())
                .isEqualTo("local");
    }

    @Test
    void a_hybrid_builder() {
        BuilderCommands commands = withLocalRegistry(
                new SampleBuilder().remote("ssh://app@1.1.1.5").arches("amd64", "arm64"));
        String name = "kamal-hybrid-docker-container-ssh---app-1-1-1-5-local-registry";

        assertThat(commands.name()).isEqualTo("hybrid");
        assertThat(commands.create().orElseThrow().argv().get(2))
                .isEqualTo("docker buildx create --platform linux/amd64 --name " + name
                        + " --driver=docker-container --driver-opt network=host && docker context create " + name
                        + "-context --description '" + name + " host' --docker host=ssh://app@1.1.1.5"
                        + " && docker buildx create --platform linux/arm64 --append --name " + name
                        + " --driver-opt network=host " + name + "-context");
    }

    @Test
    void leaves_all_architectures_to_the_remote_builder_if_its_own_is_unknown() {
        SampleBuilder builder = new SampleBuilder().remote("ssh://app@1.1.1.5").arches("amd64", "arm64");

        BuilderCommands commands =
                BuilderCommands.of(new SampleConfiguration().builder(builder).build(), null);

        assertThat(commands.name()).isEqualTo("remote");
    }

    @Test
    void a_cloud_builder() {
        BuilderCommands commands = commands(new SampleBuilder().driver("cloud docker-org/builder"));

        assertThat(commands.create().orElseThrow().argv())
                .containsExactly("docker", "buildx", "create", "--driver", "cloud", "docker-org/builder");
        assertThat(commands.push(VERSION, PUSH).get(0).shellText()).contains(" --builder cloud-docker-org-builder -t ");
        assertThat(commands.remove().orElseThrow().shellText()).isEqualTo("docker buildx rm cloud-docker-org-builder");
    }

    @Test
    void buildpacks() {
        SampleBuilder builder = new SampleBuilder()
                .pack("heroku/builder:24", "heroku/ruby")
                .args(args("2"))
                .secrets("token");
        List<Command> push = commands(builder).push(VERSION, PUSH);

        assertThat(push.stream().map(Command::shellText))
                .containsExactly(
                        "pack build 10.99.0.1:5555/lab/myapp --platform linux/amd64 --creation-time now --builder heroku/builder:24"
                                + " --buildpack heroku/ruby --buildpack paketo-buildpacks/image-labels " + TAGS
                                + "--env BP_IMAGE_LABELS=service=myapp --env A=\"1\" --env B=\"2\" --env token --path .",
                        "docker push 10.99.0.1:5555/lab/myapp:123",
                        "docker push 10.99.0.1:5555/lab/myapp:latest");
    }

    @Test
    void buildpacks_that_stay_here() {
        SampleBuilder builder = new SampleBuilder().pack("heroku/builder:24");

        assertThat(commands(builder).push(VERSION, new PushOptions("docker", true, true, null)))
                .singleElement()
                .satisfies(build ->
                        assertThat(build.shellText()).contains(":latest-dirty --clear-cache --env BP_IMAGE_LABELS="));
    }

    @Test
    void steps_of_a_clean_clone() {
        CloneCommands clone = new CloneCommands("/src/my app", "/tmp/kamal-clones/x", "/tmp/kamal-clones/x/my app");

        assertThat(clone.create().argv()).containsExactly("git", "-C", "/tmp/kamal-clones/x", "clone", "/src/my app");
        assertThat(clone.reset("abc").stream()
                        .map(step -> String.join(
                                " ", step.argv().subList(3, step.argv().size()))))
                .containsExactly(
                        "remote set-url origin /src/my app",
                        "fetch --no-recurse-submodules origin HEAD +refs/heads/*:refs/remotes/origin/*",
                        "reset --no-recurse-submodules --hard abc",
                        "clean -ffdx",
                        "gc --auto --quiet");
        assertThat(clone.status().shellText()).isEqualTo("git -C '/tmp/kamal-clones/x/my app' status --porcelain");
        assertThat(clone.revision().shellText()).isEqualTo("git -C '/tmp/kamal-clones/x/my app' rev-parse HEAD");
    }
}
