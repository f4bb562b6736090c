package io.jenkins.plugins.kamal.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyFiles;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.command.server.LockCommands;
import io.jenkins.plugins.kamal.engine.command.server.LockDetails;
import io.jenkins.plugins.kamal.engine.command.server.ServerCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Env.SecretVariable;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what needs no docker with a real shell and looks at the files. */
class CommandsOnAServerTest {

    private static final Configuration CONFIGURATION = SampleConfiguration.sample();
    private static final LockDetails DETAILS = new LockDetails(
            "Lab Tester", Instant.parse("2026-11-22T17:08:22.9Z"), new Version("1a003759"), LockDetails.AUTOMATIC);

    @TempDir
    Path home;

    private Shell shell;
    private final LockCommands lock = new LockCommands(CONFIGURATION);
    private final AuditCommands audit = new AuditCommands(CONFIGURATION);
    private final Tags tags = Tags.of(CONFIGURATION, Instant.parse("2026-11-22T17:08:21.5Z"), "lab@example.com", null);

    @BeforeEach
    void home_of_a_user() throws Exception {
        shell = new Shell(home);
        shell.run(new ServerCommands(CONFIGURATION).ensureRunDirectory());
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(path)));
    }

    private List<String> files(String directory) throws IOException {
        try (var found = Files.list(home.resolve(directory))) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void an_env_file_is_readable_by_its_owner_only() throws Exception {
        Env env = new Env(Map.of(), List.of(new SecretVariable("APP_SECRET", "APP_SECRET")));
        Secret secret = Secret.of("top 'secret' $(echo no) `id` \\ \"x\" ü");

        Shell.Result result = shell.run(EnvFile.write("web.env", env, name -> secret));

        assertThat(result.status()).isZero();
        assertThat(mode("web.env")).isEqualTo("rw-------");
        assertThat(home.resolve("web.env")).hasContent("APP_SECRET=top 'secret' $(echo no) `id` \\\\ \"x\" ü");
    }

    @Test
    void a_written_file_may_hold_any_byte() throws Exception {
        byte[] content = new byte[1000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
        }

        assertThat(shell.run(FileCommands.write("bytes", "0600", content)).status())
                .isZero();

        assertThat(home.resolve("bytes")).hasBinaryContent(content);
    }

    @Test
    void a_written_file_has_the_wanted_mode_and_leaves_no_part_behind() throws Exception {
        shell.run(FileCommands.write("it's a file", "0644", Secret.of("one\n")));
        shell.run(FileCommands.write("it's a file", "0640", Secret.of("two\n")));

        assertThat(mode("it's a file")).isEqualTo("rw-r-----");
        assertThat(home.resolve("it's a file")).hasContent("two");
        assertThat(files(".")).containsExactly(".kamal", "it's a file");
    }

    @Test
    void a_file_keeps_its_old_content_where_the_new_one_cannot_be_given_its_mode() throws Exception {
        shell.run(FileCommands.write("file", "0600", Secret.of("old")));

        assertThat(shell.run(FileCommands.write("file", "nonsense", Secret.of("new")))
                        .status())
                .isEqualTo(1);
        assertThat(home.resolve("file")).hasContent("old");
        assertThat(files(".")).containsExactly(".kamal", "file");
    }

    @Test
    void a_file_in_a_directory_that_is_not_there_is_a_failure() throws Exception {
        assertThat(shell.run(FileCommands.write("missing/file", "0600", Secret.of("x")))
                        .status())
                .isEqualTo(1);
    }

    @Test
    void a_write_does_not_change_the_mask_of_what_follows() throws Exception {
        shell.run(Command.shell(
                "umask 022 ; " + FileCommands.write("a", "0600", Secret.of("x")).shellText() + " ; touch b"));

        assertThat(mode("b")).isEqualTo("rw-r--r--");
    }

    @Test
    void the_lock_can_be_taken_once() throws Exception {
        assertThat(shell.run(lock.acquire(DETAILS)).status()).isZero();

        Shell.Result second = shell.run(lock.acquire(DETAILS));

        assertThat(second.status()).isNotZero();
        assertThat(second.printed()).contains("cannot create directory");
    }

    @Test
    void the_lock_says_who_has_it() throws Exception {
        shell.run(lock.acquire(DETAILS));

        assertThat(shell.run(lock.status()).printed())
                .isEqualTo(
                        "Locked by: Lab Tester at 2026-11-22T17:08:22Z\nVersion: 1a003759\nMessage: Automatic deploy lock");
    }

    @Test
    void the_lock_can_be_given_back() throws Exception {
        shell.run(lock.acquire(DETAILS));

        assertThat(shell.run(lock.release()).status()).isZero();
        assertThat(files(".kamal")).isEmpty();
    }

    @Test
    void a_lock_that_nobody_has_cannot_be_given_back() throws Exception {
        Shell.Result result = shell.run(lock.release());

        assertThat(result.status()).isNotZero();
        assertThat(result.printed()).contains("No such file or directory");
    }

    @Test
    void our_own_lock_is_released_by_its_details() throws Exception {
        shell.run(lock.acquire(DETAILS));

        assertThat(shell.run(lock.releaseOwn(DETAILS)).status()).isZero();
        assertThat(files(".kamal")).isEmpty();
    }

    @Test
    void the_lock_of_another_is_left_alone() throws Exception {
        shell.run(lock.acquire(DETAILS));
        LockDetails ours = new LockDetails("We", DETAILS.lockedAt(), DETAILS.version(), DETAILS.message());

        assertThat(shell.run(lock.releaseOwn(ours)).status()).isNotZero();
        assertThat(files(".kamal")).containsExactly("lock-myapp");
    }

    @Test
    void a_lock_without_room_for_its_details_is_given_back() throws Exception {
        assertThat(shell.run(onAFullDisk(lock.acquire(DETAILS))).status()).isNotZero();
        assertThat(files(".kamal")).containsExactly("lock-myapp");

        assertThat(shell.run(lock.undoAcquire()).status()).isZero();
        assertThat(files(".kamal")).isEmpty();

        shell.run(lock.acquire(DETAILS));
        assertThat(shell.run(lock.undoAcquire()).status()).isNotZero();
        assertThat(files(".kamal/lock-myapp")).containsExactly("details");
    }

    @Test
    void a_lock_is_taken_over_or_stays_as_it_was() throws Exception {
        shell.run(lock.acquire(DETAILS));
        LockDetails ours = new LockDetails("We", DETAILS.lockedAt(), DETAILS.version(), DETAILS.message());

        assertThat(shell.run(onAFullDisk(lock.takeOver(DETAILS.text(), ours))).status())
                .isNotZero();
        assertThat(files(".kamal/lock-myapp")).containsExactly("details");
        assertThat(shell.run(lock.isOwn(DETAILS)).status()).isZero();
        assertThat(shell.run(lock.takeOver(ours.text(), ours)).status()).isNotZero();
        assertThat(files(".kamal/lock-myapp")).containsExactly("details");
        assertThat(shell.run(lock.isOwn(DETAILS)).status()).isZero();

        assertThat(shell.run(lock.takeOver(DETAILS.text(), ours)).status()).isZero();
        assertThat(files(".kamal/lock-myapp")).containsExactly("details");
        assertThat(shell.run(lock.isOwn(ours)).status()).isZero();
        assertThat(shell.run(lock.isOwn(DETAILS)).status()).isNotZero();
    }

    /** As after a kill in the middle of a take-over. */
    @Test
    void a_lock_with_details_left_aside_can_be_given_back() throws Exception {
        shell.run(lock.acquire(DETAILS));
        Path details = home.resolve(lock.detailsFile());
        Files.copy(details, details.resolveSibling("details.123.new"));
        Files.move(details, details.resolveSibling("details.123.old"));

        assertThat(shell.run(lock.releaseWithoutDetails()).status()).isZero();
        assertThat(files(".kamal")).isEmpty();
    }

    /** Lets the shell write nothing to files. */
    private static Command onAFullDisk(Command command) {
        return Command.shell("trap '' XFSZ; ulimit -f 0; " + command.wireText());
    }

    @Test
    void the_audit_log_has_a_line_for_each_record() throws Exception {
        shell.run(audit.record(tags, "Pruned images"));
        shell.run(audit.record(tags, "web", "Executed cmd 'echo \"$HOME\" \\n ${HOME} `id`\nexit' on app"));

        assertThat(shell.run(audit.reveal()).printed().lines())
                .containsExactly(
                        "[2026-11-22T17:08:21Z] [lab@example.com] Pruned images",
                        "[2026-11-22T17:08:21Z] [lab@example.com] [web]"
                                + " Executed cmd 'echo \"$HOME\" \\n ${HOME} `id`\\nexit' on app");
    }

    @Test
    void the_first_audit_line_creates_the_directory() throws Exception {
        Files.delete(home.resolve(".kamal"));

        assertThat(shell.run(audit.record(tags, "Booted")).status()).isZero();
        assertThat(files(".kamal")).containsExactly("myapp-audit.log");
    }

    @Test
    void boot_settings_of_the_host_win_over_the_defaults() throws Exception {
        ProxyCommands proxy = new ProxyCommands(CONFIGURATION, Host.parse("10.99.0.11"));
        shell.run(proxy.ensureDirectory());
        shell.run(FileCommands.write(ProxyFiles.IMAGE_VERSION, "0644", Secret.of("v0.9.9")));

        assertThat(shell.run(proxy.bootConfig()).printed().strip())
                .isEqualTo("--publish 80:80 --publish 443:443 --log-opt max-size=10m basecamp/kamal-proxy:v0.9.9");
    }
}
