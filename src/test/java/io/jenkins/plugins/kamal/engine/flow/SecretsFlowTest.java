package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are there before anything is done, and are seen nowhere. */
class SecretsFlowTest extends FlowTest {

    @Test
    void namesEverySecretThatIsMissingOrEmptyBeforeAnythingIsDone() {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=", "DB_PASSWORD=x");

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains(
                        "add them to .kamal/secrets-common (does not exist) or .kamal/secrets, or hand them to the step:")
                .doesNotContain("is not read")
                .contains("KAMAL_REGISTRY_PASSWORD (needed by registry/password) is empty")
                .containsPattern(
                        "APP_SECRET \\(needed by env/secret of role (web, env/secret of role job|job, env/secret of role"
                                + " web)\\) is missing");
        assertThat(lab.hookNames()).containsExactly("pre-connect");
        assertNothingWasBuilt();
        assertThat(lab.docker.logins()).isEmpty();
        assertNothingWasDoneOnServers();
    }

    /** Each of these commands logs in to the registry, and to nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"app exec ls", "proxy boot", "proxy reboot -y", "registry login", "accessory exec db ls"})
    void namesEverySecretOfTheRegistryBeforeAServerIsTouched(String line) throws IOException {
        Path configuration = lab.project.resolve("config/deploy.yml");
        Files.writeString(
                configuration,
                Files.readString(configuration).replaceFirst("username: .*", "username: [REGISTRY_USER]"));
        lab.secrets("APP_SECRET=s3cret-value", "DB_PASSWORD=x");

        DeployLab.Result result = lab.kamal(line.split(" "));

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("REGISTRY_USER (needed by registry/username) is missing")
                .contains("KAMAL_REGISTRY_PASSWORD (needed by registry/password) is missing");
        assertThat(lab.hookNames()).isEmpty();
        assertNothingWasDoneOnServers();
    }

    @Test
    void saysThatTheFileWithoutADestinationDoesNotCount() throws Exception {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=secret-password", "APP_SECRET=s3cret-value", "DB_PASSWORD=x");
        Files.writeString(lab.project.resolve("config/deploy.staging.yml"), "proxy: {host: staging.example.com}\n");

        DeployLab.Result result = lab.kamal("deploy", "-d", "staging");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains(
                        "add them to .kamal/secrets-common (does not exist) or .kamal/secrets.staging (does not exist),"
                                + " or hand them to the step. With a destination, .kamal/secrets is not read:")
                .contains("KAMAL_REGISTRY_PASSWORD (needed by registry/password) is missing");
        assertNothingWasDoneOnServers();
    }

    @Test
    void saysWhyASecretCouldNotBeReadAndWhatNeedsIt() {
        lab.secrets(
                "KAMAL_REGISTRY_PASSWORD=$(echo half; echo \"not signed in\" >&2; exit 1)",
                "APP_SECRET=$UNSET_HERE",
                "DB_PASSWORD=x");

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains(
                        "KAMAL_REGISTRY_PASSWORD (needed by registry/password) could not be read: .kamal/secrets:1 ($(echo"
                                + " [REDACTED]; echo \"not signed in\" >&2; exit 1): it failed with exit status 1: not signed in)")
                .contains("is empty: .kamal/secrets:2 ($UNSET_HERE is not set)");
        assertNothingWasBuilt();
    }

    /** Redaction would falsify the name, or show the secret. */
    @Test
    void refusesASecretThatIsPartOfAName() {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD, "APP_SECRET=web", "DB_PASSWORD=x");

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("APP_SECRET (needed by").contains("has a value that is part of the name '");
        assertNothingWasBuilt();
    }

    /** Each part of what events and pages show: version, container, image, registry, accessory. */
    @Test
    void refusesASecretThatIsPartOfAVersionAContainerAnImageARegistryOrAnAccessory() {
        String commit = lab.head();
        for (String value : List.of(
                commit.substring(3, 9),
                "web-" + commit.substring(0, 3),
                "lab/",
                ":5555",
                "myapp-db",
                "10.0.0.4",
                "db:1")) {
            lab.secrets("KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD, "APP_SECRET='" + value + "'", "DB_PASSWORD=x");

            DeployLab.Result result = lab.kamal("deploy");

            assertThat(result.exitStatus()).as(value).isEqualTo(1);
            assertThat(result.err())
                    .as(value)
                    .contains("APP_SECRET (needed by", "has a value that is part of the name '");
        }
        assertNothingWasBuilt();
    }

    /** The digest is known before the deploy where the run has pushed the image. */
    @Test
    void refusesASecretThatIsPartOfTheDigestAlone() {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD, "APP_SECRET=fedcba987654", "DB_PASSWORD=x");
        String digest = "sha256:" + "0".repeat(50) + "fedcba98765432";

        DeployLab.Result result =
                lab.kamal("deploy", "--skip-push", "--version", "v1", "--pushed", DeployLab.IMAGE + ":v1@" + digest);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("APP_SECRET (needed by", "has a value that is part of the name 'sha256:0000");
        assertThat(lab.kamal("deploy", "--skip-push", "--version", "v1").err())
                .as("without the digest the value is part of no name")
                .doesNotContain("has a value that is part of the name");
    }

    @Test
    void warnsOfASecretThatIsTooShortToBeHidden() {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD, "APP_SECRET=ab", "DB_PASSWORD=x");

        DeployLab.Result result = lab.succeed("deploy");

        assertThat(result.out())
                .contains(
                        "WARNING: The log may show the values of these secrets, because values of fewer than 3 characters"
                                + " are not removed from it: APP_SECRET.");
    }

    @Test
    void needsNoSecretOfAnAccessoryForADeploy() {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD, "APP_SECRET=y");

        lab.succeed("deploy");
    }

    @Test
    void showsNoneInLogEventsOrCommandLines() throws IOException {
        lab.whenHook("pre-deploy", "env; echo \"$APP_SECRET\" >&2; printf %s \"$DB_PASSWORD\" | base64");
        lab.whenHook("post-deploy", "echo \"it was $KAMAL_REGISTRY_PASSWORD\"; exit 1");
        Path invocation = lab.invocation("one");

        DeployLab.Result result = lab.kamal("deploy", "--verbose", "--invocation", invocation.toString());

        List<String> seen = new ArrayList<>(List.of(result.out(), result.err()));
        seen.add(Files.readString(invocation.resolve(InvocationDirectory.EVENTS)));
        seen.add(Files.readString(invocation.resolve(InvocationDirectory.COMMANDS)));
        seen.addAll(lab.docker.lines());
        for (EmbeddedServer server : lab.servers.all()) {
            server.commands().forEach(command -> seen.add(command.line()));
            seen.addAll(server.dockerLines());
        }
        assertThat(result.out()).contains("it was [REDACTED]");
        for (String secret : DeployLab.SECRETS) {
            assertThat(seen).noneMatch(text -> text.contains(secret));
        }
        assertThat(result.out()).doesNotContain("ZGJwdy03NDMx");
        assertThat(lab.server(1).docker().environment("myapp-web-" + lab.head()))
                .containsEntry("APP_SECRET", DeployLab.APP_SECRET);
    }

    @Test
    void leavesNoneOnTheAgentOrInAFileThatOthersCanRead() throws IOException {
        Path invocation = lab.invocation("one");
        lab.succeed("deploy", "--invocation", invocation.toString());

        for (Path place : List.of(invocation, root.resolve("tmp"))) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertThat(DeployLab.SECRETS)
                            .as(file.toString())
                            .noneMatch(secret -> text.contains(secret) && !file.endsWith(".kamal/secrets"));
                }
            }
        }
        Path envFile = lab.server(1).home().resolve(".kamal/apps/myapp/env/roles/web.env");
        assertThat(Files.getPosixFilePermissions(envFile)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(envFile).content().isEqualTo("APP_SECRET=" + DeployLab.APP_SECRET + "\n");
    }
}
