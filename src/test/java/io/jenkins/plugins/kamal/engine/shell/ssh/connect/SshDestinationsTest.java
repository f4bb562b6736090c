package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.model.Ssh;
import io.jenkins.plugins.kamal.engine.config.model.Sshkit;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.Algorithms;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.ConfiguredSsh;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostKeyPolicy;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.PrivateKeyText;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshDestinationsTest {

    @TempDir
    Path home;

    @Test
    void takesKamalsDefaults() {
        SshDestination to = destination(ssh(Optional.empty(), List.of(), true), "10.0.0.1");

        assertThat(to)
                .isEqualTo(new SshDestination(
                        Host.parse("10.0.0.1"),
                        "10.0.0.1",
                        22,
                        "root",
                        new SshDestination.Login(
                                List.of(
                                        home.resolve(".ssh/id_ed25519"),
                                        home.resolve(".ssh/id_ecdsa"),
                                        home.resolve(".ssh/id_rsa")),
                                List.of(),
                                null,
                                false),
                        new SshDestination.KnownAs(
                                "10.0.0.1",
                                List.of(
                                        home.resolve(".ssh/known_hosts"),
                                        home.resolve(".ssh/known_hosts2"),
                                        Path.of("/etc/ssh/ssh_known_hosts"))),
                        List.of(),
                        null,
                        Algorithms.DEFAULT));
    }

    @Test
    void takesKeysCertificatesAgentAndKnownHostsFromTheFiles() throws Exception {
        config(
                "Match host web1 user root\n IdentitiesOnly yes\n IdentityAgent ~/agent-%r\n CertificateFile ~/c-cert.pub\n"
                        + " UserKnownHostsFile ~/kh1 %d/kh2\n GlobalKnownHostsFile none\nMatch all\n IdentityAgent none\n");

        SshDestination to = destination(ssh(Optional.empty(), List.of(), true), "web1");

        assertThat(to.login().configuredOnly()).isTrue();
        assertThat(to.login().agentSocket()).isEqualTo(home.resolve("agent-root"));
        assertThat(to.login().certificateFiles()).containsExactly(home.resolve("c-cert.pub"));
        assertThat(to.known().files()).containsExactly(home.resolve("kh1"), home.resolve("kh2"));
        SshDestination other = destination(ssh(Optional.empty(), List.of(), true), "web2");
        assertThat(other.login().agentSocket()).isNull();
        assertThat(other.login().configuredOnly()).isFalse();
        assertThat(other.known().files()).hasSize(3);
    }

    @Test
    void followsTheProxiesOfTheFirstJumpHost() throws Exception {
        config("Host inner\n ProxyJump outer\nHost outer\n ProxyCommand nc %h %p\nHost web*\n ProxyJump inner,third\n"
                + "Host third\n ProxyJump ignored\nHost a\n ProxyJump b\nHost b\n ProxyJump a\n");
        Ssh ssh = ssh(Optional.empty(), List.of(), true);

        SshDestination to = destination(ssh, "web1");

        assertThat(to.jumps()).extracting(SshDestination::hostName).containsExactly("outer", "inner", "third");
        assertThat(to.jumps().get(0).proxyCommand()).isEqualTo("nc %h %p");
        assertThat(to.jumps().get(1).proxyCommand()).isNull();
        assertThatThrownBy(() -> destination(ssh, "a"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("the jump hosts form a circle: a through b through a")
                .hasMessageContaining(home.resolve(".ssh/config") + ":");
        assertThat(destination(ssh(Optional.of("inner"), List.of(), true), "x").jumps())
                .extracting(SshDestination::hostName)
                .containsExactly("outer", "inner");
    }

    @Test
    void leavesOutAJumpHostThatIsTheHostItself() throws Exception {
        config("Host *\n ProxyJump gate\n");
        Ssh ssh = ssh(Optional.empty(), List.of(), true);

        assertThat(destination(ssh, "gate").jumps()).isEmpty();
        assertThat(destination(ssh, "web1").jumps())
                .extracting(SshDestination::hostName)
                .containsExactly("gate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        Port twenty            ; is not a port; write a number from 1 to 65535
        Port 99999             ; is not a port; write a number from 1 to 65535
        Port                   ; is not a keyword with a value
        !!!                    ; is not a keyword with a value
        IdentitiesOnly perhaps ; must be yes or no
        HostName a b           ; takes one value
        HostName "a            ; has a quote that is not closed
        HostName %q            ; has %q, which is not supported here
        IdentityAgent $SOCKET  ; names a variable of the environment
        Match host             ; has no value after host
        PubkeyAuthentication no ; is not supported
        RevokedHostKeys /file  ; is not supported
        ProxyJump a b          ; `a b` is not a host
        """)
    void refusesABadLineWithFileAndNumber(String line, String why) throws Exception {
        config("# comment\n" + line + "\n");

        assertThatThrownBy(() -> destination(ssh(Optional.empty(), List.of(), true), "web1"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(home.resolve(".ssh/config") + ":2: ")
                .hasMessageContaining(why);
    }

    @Test
    void letsTheConfigurationsUserPortAndKeysBeatTheFiles() throws Exception {
        config("Host web1\n User other\n Port 2200\n IdentityFile ~/other\n HostName 10.1.1.1\n");

        SshDestination to = destination(ssh(Optional.empty(), List.of("~/.ssh/id.pem"), true), "web1");

        assertThat(to.user()).isEqualTo("root");
        assertThat(to.port()).isEqualTo(22);
        assertThat(to.hostName()).isEqualTo("10.1.1.1");
        assertThat(to.login().keyFiles()).containsExactly(home.resolve(".ssh/id.pem"));
    }

    @Test
    void takesTheFirstValueOfTheFilesAndEveryIdentity() throws Exception {
        config("IdentityFile %d/first\nHost=\"web1\"\nHostName = %h.example.com\nHostKeyAlias webs\nMatch user x\n"
                + "HostName wrong\nHost *\nHostName late\nIdentityFile /second\n");

        SshDestination to = destination(ssh(Optional.empty(), List.of(), true), "web1");

        assertThat(to.hostName()).isEqualTo("web1.example.com");
        assertThat(to.known().name()).isEqualTo("webs");
        assertThat(to.login().keyFiles()).containsExactly(home.resolve("first"), Path.of("/second"));
    }

    @Test
    void readsNoFileWhereNoneIsWanted() throws Exception {
        config("Host *\n HostName wrong\n");

        assertThat(destination(ssh(Optional.empty(), List.of(), false), "web1").hostName())
                .isEqualTo("web1");
    }

    @Test
    void jumpsAsRootAndWithTheFilesPortUnlessToldOtherwise() throws Exception {
        config("Host gate\n HostName 10.2.2.2\n Port 2022\n User keeper\n");

        SshDestination to = destination(ssh(Optional.of("gate, app@b:2222,c"), List.of(), true), "web1");

        assertThat(to.jumps()).extracting(SshDestination::user).containsExactly("keeper", "app", "root");
        assertThat(to.jumps()).extracting(SshDestination::port).containsExactly(2022, 2222, 22);
        assertThat(to.lastJump().orElseThrow().jumps())
                .extracting(SshDestination::hostName)
                .containsExactly("10.2.2.2", "b");
        assertThat(to.described()).isEqualTo("web1 (port 22 through c)");
    }

    @Test
    void takesTheFilesProxies() throws Exception {
        config("Host web1\n ProxyJump gate\nHost web2\n ProxyCommand nc  %h %p\nHost web3\n ProxyJump none\n");
        Ssh ssh = ssh(Optional.empty(), List.of(), true);

        assertThat(destination(ssh, "web1").jumps())
                .extracting(SshDestination::host)
                .containsExactly(Host.parse("gate"));
        assertThat(destination(ssh, "web2").proxyCommand()).isEqualTo("nc  %h %p");
        assertThat(destination(ssh, "web3").jumps()).isEmpty();
    }

    @Test
    void takesUserAndPortOfTheHostBeforeThoseOfTheSettings() {
        SshDestination to = destination(ssh(Optional.empty(), List.of(), true), "app@[fe80::1]:2222");

        assertThat(to.user()).isEqualTo("app");
        assertThat(to.hostName()).isEqualTo("fe80::1");
        assertThat(to.port()).isEqualTo(2222);
    }

    /** Each names file and line, because only there it can be mended. */
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            Port abc | Port: `abc` is not a port
            Port 0 | Port: `0` is not a port
            Port 99999 | Port: `99999` is not a port
            Port 999999999999 | Port: `999999999999` is not a port
            ProxyJump a b | ProxyJump: `a b` is not a host
            ProxyJump gate:99999 | ProxyJump: `gate:99999` is not a host: `99999` is not a port
            """)
    void namesFileAndLineOfAWrongValue(String line, String message) throws Exception {
        config("# mine\nHost gate\n " + line + "\n");
        Ssh ssh = ssh(Optional.of("gate"), List.of(), true);

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> destination(ssh, "web1"))
                .withMessageStartingWith(home.resolve(".ssh/config") + ":3: " + message);
    }

    @Test
    void takesKeyDataFromSecretsOrAsItStands() {
        Ssh ssh = new Ssh(
                "app",
                22,
                null,
                null,
                List.of(),
                List.of("DEPLOY_KEY", "-----BEGIN X"),
                true,
                new Ssh.ConfigFiles(true, List.of()),
                true,
                "fatal");
        SshSettings settings = ConfiguredSsh.settings(
                ssh,
                new Sshkit(10, 900, 3),
                name -> Optional.of(Secret.of("the key")).filter(key -> name.equals("DEPLOY_KEY")),
                Map.of("SSH_AUTH_SOCK", "/run/agent"),
                home);

        assertThat(settings.keys().texts())
                .containsExactly(
                        new PrivateKeyText("ssh/key_data DEPLOY_KEY", Secret.of("the key")),
                        new PrivateKeyText("ssh/key_data", Secret.of("-----BEGIN X")));
        assertThat(settings.keys().agentSocket()).contains(Path.of("/run/agent"));
        assertThat(settings.hostKeys().policy()).isEqualTo(HostKeyPolicy.STRICT);
        assertThat(settings.limits().maxConcurrentStarts()).isEqualTo(10);
        assertThat(settings.withUser("other").user()).isEqualTo("other");
    }

    private SshDestination destination(Ssh ssh, String host) {
        return new SshDestinations(
                        ConfiguredSsh.settings(ssh, new Sshkit(30, 900, 3), name -> Optional.empty(), Map.of(), home),
                        warning -> {})
                .of(Host.parse(host));
    }

    private Ssh ssh(Optional<String> proxy, List<String> keys, boolean readFiles) {
        return new Ssh(
                "root",
                22,
                proxy.orElse(null),
                null,
                keys,
                List.of(),
                false,
                new Ssh.ConfigFiles(readFiles, List.of("~/.ssh/config")),
                true,
                "fatal");
    }

    private void config(String text) throws Exception {
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh/config"), text);
    }
}
